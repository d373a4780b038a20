// The answers of the staff's API in the console's words.

export type Status =
  | "received"
  | "assigned"
  | "in_progress"
  | "planned"
  | "waiting_citizen"
  | "waiting_external"
  | "resolved"
  | "rejected"
  | "duplicate"
  | "closed"
  | "reopened";
export type Kind = "complaint" | "request" | "suggestion" | "idea" | "information" | "thanks" | "report";
export type Priority = "low" | "normal" | "high" | "emergency";
export type Role = "operator" | "department" | "field" | "supervisor" | "executive" | "admin" | "auditor";
export type Demand =
  | "department"
  | "reason"
  | "outcome"
  | "message_to_citizen"
  | "planned_for"
  | "duplicate_of";
export type Outcome =
  | "solved"
  | "not_found"
  | "not_our_responsibility"
  | "planned_work"
  | "duplicate"
  | "rejected"
  | "informed";
export type ClockKind = "respond" | "resolve";

export interface Page<T> {
  items: T[];
  cursor: string | null;
}

export interface Me {
  username: string;
  roles: Role[];
  departments: string[];
}

export interface Clock {
  kind: ClockKind;
  on: "always" | "working";
  target_minutes: number;
  started_at: string;
  due: string;
  paused_at: string | null;
  remaining_minutes: number | null;
  stopped_at: string | null;
  breached_at: string | null;
}

export interface Place {
  lat: string;
  lon: string;
  address: string;
  neighbourhood: string;
}

export interface Ticket {
  number: string;
  kind: Kind;
  status: Status;
  channel: string;
  text: string;
  category: string | null;
  certainty: number;
  department: string | null;
  assignee: string | null;
  priority: Priority;
  citizen: string;
  location: Place | null;
  language: string;
  cycle: number;
  opened_at: string;
  opened_by: string;
  due: Record<ClockKind, string | null>;
  clocks: Record<ClockKind, Clock | null>;
  outcome: Outcome | null;
  planned_for: string | null;
  duplicate_of: string | null;
  survey: { state: string; answer?: string; comment?: string } | null;
  messages: number;
  version: number;
  updated_at: string;
  updated_by: string;
}

export interface Message {
  id: string;
  direction: "in" | "out" | "note";
  channel: string;
  author: string;
  at: string;
  text: string;
  media: string[];
  place: { lat: string; lon: string; name: string; address: string } | null;
  kind: string;
  note: string;
}

export interface MediaFile {
  id: string;
  kind: string;
  mime_type: string;
  file_name: string;
  state: "pending" | "stored" | "missing";
  size: number;
  reason: string;
  message: string;
  url: string | null;
}

export interface HistoryEntry {
  type: string;
  at: string;
  actor: string;
  seq: number;
  data: Record<string, unknown>;
  facts: Record<string, string>;
}

export interface NotificationRecord {
  key: string;
  stage: string;
  recipient: string;
  channel: string;
  form: string;
  state: string;
  created_at: string;
  updated_at: string;
  code: string;
  reason: string;
}

export interface ClockStep {
  from: string;
  to: string;
  minutes: number;
  why: string;
}

export interface ClockExplained {
  target_minutes: number;
  started_at: string;
  due: string;
  calendar: string;
  paused_minutes: number;
  steps: ClockStep[];
}

export interface Guess {
  category: string;
  department: string;
  confidence: number;
}

export interface Move {
  to: Status;
  demands: Demand[];
}

export interface TicketPage {
  ticket: Ticket;
  messages: Message[];
  media: MediaFile[];
  moves: Move[];
  history: HistoryEntry[];
  notifications: NotificationRecord[];
  clocks_explained?: Partial<Record<ClockKind, ClockExplained | null>>;
  guesses?: Guess[];
  names?: Record<string, string>;
}

export interface Queue {
  code: string;
  department?: string | null;
  count: number;
  overdue: number;
  more?: boolean;
}

export interface Queues {
  items: Queue[];
  as_of: string;
}

export interface Citizen {
  id: string;
  name: string;
  language: string;
  identifiers: { kind: string; value: string }[];
}

export interface CitizenCard extends Citizen {
  tickets: Page<Ticket>;
}

export interface ReplyPreview {
  possible: boolean;
  channel: string | null;
  form: "text" | "template" | "sms" | "email" | "none";
  text: string;
  reason: string;
  window_until?: string | null;
  segments?: number | null;
}

export interface Category {
  code: string;
  name: string;
  department: string;
  words?: string[];
}

export interface Department {
  code: string;
  name: string;
  kind: string;
}

export interface Neighbourhood {
  code: string;
  name: string;
  centre?: [number, number];
}

export interface Catalogue {
  kinds: Kind[];
  categories: Category[];
  departments: Department[];
  neighbourhoods: Neighbourhood[];
}

export interface Branding {
  name: string;
  short_name: string;
  languages: string[];
  default_language: string;
  phones: Record<string, string>;
  map?: { tiles?: string | null; attribution?: string | null; centre: [number, number]; zoom: number };
}

export type Day = { day: string } & Record<string, number | string>;

export interface SatisfactionReport {
  counts: Record<string, number>;
  shares: Record<string, number>;
  satisfied: number;
  asked: number;
  answered: number;
  days: Day[];
}

export interface TicketsReport {
  counts: Record<string, number>;
  days: Day[];
}

export interface Standing {
  departments: { department: string; open: number; overdue: number; waiting: number }[];
  total: { open: number; overdue: number; waiting: number };
  as_of: string;
}

export interface View {
  name: string;
  query: string;
}

export interface User {
  username: string;
  name?: string;
  role: Role;
  departments: string[];
  enabled: boolean;
}

export interface DeadLetter {
  id: string;
  queue: string;
  reason: string;
  received_at: string;
  attempts: number;
  preview: unknown;
}

export interface ConfigurationPart {
  part: string;
  version: string | number;
  body: unknown;
}

export interface ConfigurationSummary {
  version: string;
  parts: { part: string; version: string | number; changed_at: string; changed_by: string }[];
}

export interface MessagePreview {
  subject?: string | null;
  text: string;
  segments?: number | null;
  problems: (string | { path?: string; message: string })[];
}
