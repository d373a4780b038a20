// The rooms of the console and whose they are. A later room finds its place by a line here and a route.
import type { Role } from "#shared/api/types";
import type { IconName } from "../parts/Icon";

export type PlaceName = "inbox" | "phone" | "figures" | "admin";

export interface Place {
  name: PlaceName;
  to: "/inbox" | "/phone" | "/figures" | "/admin";
  icon: IconName;
  keys: string;
  roles: readonly Role[];
}

export const PLACES: readonly Place[] = [
  {
    name: "inbox",
    to: "/inbox",
    icon: "inbox",
    keys: "g i",
    roles: ["operator", "department", "field", "supervisor", "auditor"],
  },
  { name: "phone", to: "/phone", icon: "phone", keys: "g p", roles: ["operator", "supervisor"] },
  {
    name: "figures",
    to: "/figures",
    icon: "chart",
    keys: "g f",
    roles: ["operator", "supervisor", "executive", "auditor"],
  },
  { name: "admin", to: "/admin", icon: "settings", keys: "g a", roles: ["admin", "supervisor", "auditor"] },
];

/** The rooms that somebody with these roles may enter, in the order of the navigation. */
export function placesOf(roles: readonly Role[]): readonly Place[] {
  return PLACES.filter((place) => place.roles.some((role) => roles.includes(role)));
}
