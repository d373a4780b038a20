// Address -> page.

import { Home } from "./pages/home";
import { KeptPage } from "./pages/kept";
import { AccessibilityPage, MissingPage } from "./pages/plain";
import { ReceivedPage } from "./report/received-page";
import { ReportPage } from "./report/report-page";
import { route } from "./router";
import type { Route } from "./routes";
import { useStore } from "./store";
import { CodePage } from "./survey/code-page";
import { SurveyPage } from "./survey/survey-page";
import { language } from "./texts";
import { FindPage } from "./track/find-page";
import { TicketPage } from "./track/ticket-page";
import { Shell } from "./ui/shell";
import { WishesPage } from "./wishes/wishes-page";

export function App() {
  const shown = useStore(route);
  useStore(language); // another language renders everything anew
  return <Shell>{pageOf(shown)}</Shell>;
}

function pageOf(route: Route) {
  switch (route.page) {
    case "home":
      return <Home key="home" />;
    case "report":
      return <ReportPage key="report" step={route.step} />;
    case "received":
      return <ReceivedPage key="received" />;
    case "find":
      return <FindPage key="find" />;
    case "ticket":
      return <TicketPage key={route.number} number={route.number} />;
    case "code":
      return <CodePage key="code" />;
    case "survey":
      return <SurveyPage key={route.token} token={route.token} />;
    case "wishes":
      return <WishesPage key={route.token} token={route.token} />;
    case "kept":
      return <KeptPage key="kept" />;
    case "accessibility":
      return <AccessibilityPage key="accessibility" />;
    case "missing":
      return <MissingPage key="missing" />;
  }
}
