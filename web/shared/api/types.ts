// The answers of the staff's API in the console's words. Their shapes are the server's: schema.d.ts is made from it.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Status = Schemas["Status"];
export type Kind = Schemas["Kind"];
export type Priority = Schemas["Priority"];
export type Role = "operator" | "department" | "field" | "supervisor" | "executive" | "admin" | "auditor";
export type Demand = Schemas["Demand"];
export type Outcome = Schemas["Outcome"];
export type ClockKind = Schemas["ClockKind"];

export interface Page<T> {
  items: T[];
  cursor: string | null;
}

export type Me = Omit<Schemas["Me"], "roles"> & { roles: Role[] };
export type Clock = Schemas["Clock"];
export type Ticket = Schemas["TicketShown"];
export type Message = Schemas["Message"];
export type MediaFile = Schemas["FileShown"];
export type NotificationRecord = Schemas["Notification"];
export type ClockExplained = Schemas["ClockExplained"];
export type Guess = Schemas["GuessShown"];
export type Move = Schemas["MoveShown"];
/** What an entry says depends on what happened. */
export type HistoryEntry = Omit<Schemas["EventShown"], "data"> & { data: Record<string, unknown> };
export type TicketPage = Omit<Schemas["TicketPageShown"], "history"> & {
  history: HistoryEntry[];
  names?: Record<string, string>;
};
export type Citizen = Schemas["CitizenShown"];
export type CitizenCard = Schemas["CitizenCard"];
export type ReplyPreview = Schemas["ReplyPreviewed"];
export type Category = Schemas["CategoryShown"];
export type Neighbourhood = Schemas["PlaceShown"];
export type Catalogue = Schemas["CatalogueShown"];
export type Branding = Schemas["BrandingShown"];
export type View = Schemas["View"];
export type Opened = Schemas["TicketOpened"];
/** What rings at the asker's desk. */
export type Desk = Schemas["DeskShown"];

/** A day of a report: its measures by name, and the day itself. */
export type Day = { day: string } & Record<string, number | string>;
type Report = Omit<Schemas["Figures"], "days"> & { days: Day[] };
export type TicketsReport = Report;
export type SatisfactionReport = Report &
  Required<Pick<Report, "asked" | "answered" | "shares" | "satisfied">>;

export type Queue = Schemas["QueueShown"];
export type Queues = Schemas["QueueList"];
export type Standing = Schemas["StandingReport"];
export type User = Omit<Schemas["UserShown"], "role"> & { role: Role | null };
export type UserChange = Omit<Schemas["UserChanged"], "role"> & { role: Role | null };
export type DeadLetter = Schemas["LetterShown"];
export type Part = Omit<Schemas["PartBodyShown"], "body"> & { body: Record<string, unknown> };
export type PartChange = Schemas["PartChanged"];
export type TextPreview = Schemas["TextPreviewed"];
