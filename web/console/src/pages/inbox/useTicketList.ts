// A list of any length: pages as they are scrolled to, its beginning kept fresh, rows that change in place.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import type { Ticket } from "#shared/api/types";
import { useApp } from "../../app/context";
import type { Filters } from "../../app/filters";
import { headQuery, ticketsQuery } from "../../app/queries";

const ENOUGH = 25; // rows that fill a screen

export interface TicketList {
  tickets: readonly Ticket[];
  /** How many tickets at the beginning are new since the list was read. */
  unseen: number;
  loading: boolean;
  error: unknown;
  more: boolean;
  readMore: () => void;
  refresh: () => void;
}

export function useTicketList(filters: Filters): TicketList {
  const { api } = useApp();
  const list = useInfiniteQuery(ticketsQuery(api, filters));
  const pages = list.data?.pages;
  const long = (pages?.length ?? 0) > 1;
  const head = useQuery(headQuery(api, filters, long));

  const { tickets, unseen } = useMemo(
    () => combine(pages?.map((page) => page.items) ?? [], long ? head.data?.items : []),
    [pages, long, head.data],
  );
  const { fetchNextPage, isFetchingNextPage, hasNextPage, refetch } = list;
  const readMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  // A filter that leaves little gives short or empty pages although the list goes on.
  useEffect(() => {
    if (tickets.length < ENOUGH) readMore();
  }, [tickets.length, readMore]);
  const refresh = useCallback(() => void refetch(), [refetch]);
  return {
    tickets,
    unseen,
    loading: list.isPending,
    error: list.isError && !list.data ? list.error : null,
    more: hasNextPage,
    readMore,
    refresh,
  };
}

/** One list of the pages, each ticket once and in its newest version, and how many the head has that no page has. */
export function combine(
  pages: readonly (readonly Ticket[])[],
  head: readonly Ticket[] = [],
): { tickets: Ticket[]; unseen: number } {
  const newest = new Map(head.map((ticket) => [ticket.number, ticket]));
  const seen = new Set<string>();
  const tickets: Ticket[] = [];
  for (const ticket of pages.flat()) {
    if (seen.has(ticket.number)) continue; // it moved between two pages while they were read
    seen.add(ticket.number);
    const fresh = newest.get(ticket.number);
    tickets.push(fresh && fresh.version > ticket.version ? fresh : ticket);
  }
  const unseen = pages.length ? head.filter((ticket) => !seen.has(ticket.number)).length : 0;
  return { tickets, unseen };
}

/** The numbers of the list that was looked at last, so that the ticket page knows what comes next. */
let lastList: readonly string[] = [];
let lastSearch: Filters = {};

export function rememberList(tickets: readonly Ticket[], filters: Filters): void {
  lastList = tickets.map((ticket) => ticket.number);
  lastSearch = filters;
}

export function neighbours(number: string): {
  before: string | undefined;
  after: string | undefined;
  search: Filters;
} {
  const index = lastList.indexOf(number);
  const at = (position: number) => (index < 0 ? undefined : lastList[position]);
  return { before: at(index - 1), after: at(index + 1), search: lastSearch };
}
