// Which address shows which page. Every page but the inbox comes when it is asked for: a new one is a folder in pages/,
// a route here by `lazyRouteComponent`, and a line in shell/places.ts. What opens over a page (dialogs, the map, an editor)
// comes by `later`. So a page adds a line to the first load, which `npm run budget` weighs.

import { useQuery } from "@tanstack/react-query";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  redirect,
} from "@tanstack/react-router";
import { readNumber } from "#shared/format/numbers";
import { useApp } from "./app/context";
import { type Filters, parseSearch, readFilters, stringifySearch } from "./app/filters";
import { meQuery } from "./app/queries";
import { InboxPage } from "./pages/inbox/InboxPage";
import { NotFound } from "./parts/NotFound";
import { placesOf } from "./shell/places";
import { Shell } from "./shell/Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

function Home() {
  const { api } = useApp();
  const { data } = useQuery(meQuery(api));
  const [first] = placesOf(data?.roles ?? []);
  return first ? <Navigate to={first.to} replace /> : null;
}

const home = createRoute({ getParentRoute: () => root, path: "/", component: Home });

export const inboxRoute = createRoute({
  getParentRoute: () => root,
  path: "/inbox",
  validateSearch: (search: Record<string, unknown>): Filters => readFilters(search),
  component: InboxPage,
});

export const ticketRoute = createRoute({
  getParentRoute: () => root,
  path: "/tickets/$number",
  beforeLoad: ({ params }) => {
    const digits = readNumber(params.number);
    if (digits && digits !== params.number)
      throw redirect({ to: "/tickets/$number", params: { number: digits } });
  },
  component: lazyRouteComponent(() => import("./pages/ticket/TicketPage"), "TicketRoute"),
});

const phone = createRoute({
  getParentRoute: () => root,
  path: "/phone",
  component: lazyRouteComponent(() => import("./pages/phone/PhonePage"), "PhonePage"),
});

const figures = createRoute({
  getParentRoute: () => root,
  path: "/figures",
  component: lazyRouteComponent(() => import("./pages/figures/FiguresPage"), "FiguresPage"),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: "/admin",
  component: lazyRouteComponent(() => import("./pages/admin/AdminPage"), "AdminPage"),
});

const adminPart = createRoute({
  getParentRoute: () => root,
  path: "/admin/$part",
  component: lazyRouteComponent(() => import("./pages/admin/AdminPage"), "AdminPage"),
});

const shortcuts = createRoute({
  getParentRoute: () => root,
  path: "/shortcuts",
  component: lazyRouteComponent(() => import("./pages/help/ShortcutsPage"), "ShortcutsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([home, inboxRoute, ticketRoute, phone, figures, admin, adminPart, shortcuts]),
  basepath: import.meta.env.BASE_URL,
  parseSearch,
  stringifySearch,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
