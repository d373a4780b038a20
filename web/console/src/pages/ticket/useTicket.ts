// One ticket as it stands now, and changes to it that never overwrite what nobody has seen.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "#shared/api/client";
import type { MediaFile, Ticket, TicketPage } from "#shared/api/types";
import { onceKey } from "#shared/once";
import { useApp } from "../../app/context";
import { ticketQuery } from "../../app/queries";
import { tellProblem } from "../../parts/tell";

const LINK_KEPT = 240_000; // milliseconds; the server's links are valid for five minutes

/** The page, read again every few seconds. Links to files stay the same while they are valid: pictures do not flicker. */
export function useTicketPage(number: string) {
  const { api } = useApp();
  const query = useQuery(ticketQuery(api, number));
  const links = useRef(new Map<string, { url: string; thumbnail: string | null; at: number }>());
  const page = useMemo(() => {
    if (!query.data) return undefined;
    const now = Date.now();
    const media = query.data.media.map((file): MediaFile => {
      const kept = links.current.get(file.id);
      if (file.url && kept && now - kept.at < LINK_KEPT)
        return { ...file, url: kept.url, thumbnail: kept.thumbnail };
      if (file.url) links.current.set(file.id, { url: file.url, thumbnail: file.thumbnail, at: now });
      return file;
    });
    return { ...query.data, media };
  }, [query.data]);
  return { page, error: query.error, refetch: query.refetch };
}

/** What was seen when somebody began to write: the change is made on this version or not at all. */
export interface Seen {
  version: number;
  /** How many entries the history had. */
  entries: number;
}

export const seenOf = (page: TicketPage): Seen => ({
  version: page.ticket.version,
  entries: page.history.length,
});

export interface Change {
  path: "transitions" | "assignment" | "classification" | "escalation" | "messages" | "notes";
  body: Record<string, string>;
  seen: Seen;
  /** What the change is, in words: shown again when somebody else was faster. */
  label: string;
  /** What was typed. */
  words?: string;
  /** For a move: where to. */
  to?: string;
  onDone?: () => void;
}

export interface Conflict {
  change: Change;
  problem: ApiProblem;
}

export interface Changing {
  send: (change: Change) => void;
  busy: boolean;
  conflict: Conflict | null;
  /** Go back to what was typed. */
  drop: () => void;
}

export function useTicketChange(number: string): Changing {
  const { api } = useApp();
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const key = useRef({ for: "", key: "" });

  const mutation = useMutation({
    mutationFn: (change: Change) => {
      // The same change sent again, after an answer that was lost, keeps its key and is carried out once.
      const same = JSON.stringify([number, change.path, change.body, change.seen.version]);
      if (key.current.for !== same) key.current = { for: same, key: onceKey() };
      const options = { body: change.body, version: change.seen.version, idempotencyKey: key.current.key };
      return api.post<Ticket>(`/tickets/${number}/${change.path}`, options);
    },
    onSuccess: (ticket, change) => {
      setConflict(null);
      queries.setQueryData(ticketQuery(api, number).queryKey, (page) => (page ? { ...page, ticket } : page));
      change.onDone?.();
    },
    onError: (error, change) => {
      if (error instanceof ApiProblem && (error.status === 412 || error.status === 409)) {
        setConflict({ change, problem: error });
      } else tellProblem(error, t);
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["ticket", number] });
      void queries.invalidateQueries({ queryKey: ["queues"] });
      void queries.invalidateQueries({ queryKey: ["tickets"] });
    },
  });
  return { send: mutation.mutate, busy: mutation.isPending, conflict, drop: () => setConflict(null) };
}
