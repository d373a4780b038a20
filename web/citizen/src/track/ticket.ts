// What the city shows of a ticket to whoever holds its key.

import type { components } from "#shared/api/schema";
import { api } from "../api/api";

export type Ticket = components["schemas"]["TicketSeen"];

export const readTicket = (number: string, key: string, language: string): Promise<Ticket> =>
  api.get(`/public/tickets/${number}`, { query: { key, language } });

export const reply = (
  number: string,
  key: string,
  text: string,
  media: string[],
  once: string,
): Promise<unknown> =>
  api.post(`/public/tickets/${number}/messages`, {
    body: { key, text, ...(media.length ? { media } : {}) },
    idempotencyKey: once,
  });

export const reopen = (number: string, key: string, reason: string): Promise<unknown> =>
  api.post(`/public/tickets/${number}/reopening`, { body: { key, reason } });
