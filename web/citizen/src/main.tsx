import { createRoot } from "react-dom/client";
import texts from "../texts/tr.json";

const root = document.getElementById("root");
if (root) createRoot(root).render(<h1>{texts.title}</h1>);
