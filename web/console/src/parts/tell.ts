// Words at the edge of the page: what was done, what was not. What draws them is not part of the first load.
import type { TFunction } from "i18next";
import { explain } from "../app/errors";

const stage = () => import("./Notices");

/** A word that something did not work; what was typed stays where it is. */
export function tellProblem(error: unknown, t: TFunction): void {
  const { title, detail } = explain(error, t);
  void stage().then(({ show }) => show({ color: "orange", title, message: detail, autoClose: 10_000 }));
}

export function tell(message: string): void {
  void stage().then(({ show }) => show({ color: "teal", message, autoClose: 3_000 }));
}
