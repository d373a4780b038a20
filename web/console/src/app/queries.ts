// What the pages read, with how often it is read again while somebody looks.
import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import type { ApiClient } from "#shared/api/client";
import type {
  Branding,
  Catalogue,
  Citizen,
  CitizenCard,
  Me,
  Page,
  Queues,
  SatisfactionReport,
  Standing,
  Ticket,
  TicketPage,
  TicketsReport,
  View,
} from "#shared/api/types";
import type { Language } from "#shared/format/dates";
import { worthRetrying } from "./errors";
import type { Filters } from "./filters";

const LIVE = 5_000; // milliseconds between two looks at what others are changing
const PAGE = 100;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: worthRetrying, staleTime: 2_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}

export const meQuery = (api: ApiClient) =>
  queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => api.get<Me>("/me", { signal }),
    staleTime: 600_000,
  });

export const catalogueQuery = (api: ApiClient, language: Language) =>
  queryOptions({
    queryKey: ["catalogue", language],
    queryFn: ({ signal }) => api.get<Catalogue>("/public/catalogue", { query: { language }, signal }),
    staleTime: 600_000,
  });

/** The catalogue with the words that speak for each category: what suggests needs it, other pages do not. */
export const wordsQuery = (api: ApiClient, language: Language) =>
  queryOptions({
    queryKey: ["catalogue", language, "words"],
    queryFn: ({ signal }) =>
      api.get<Catalogue>("/public/catalogue", { query: { language, words: "true" }, signal }),
    staleTime: 600_000,
  });

export const brandingQuery = (api: ApiClient) =>
  queryOptions({
    queryKey: ["branding"],
    queryFn: ({ signal }) => api.get<Branding>("/public/branding", { signal }),
    staleTime: 3_600_000,
  });

export const queuesQuery = (api: ApiClient) =>
  queryOptions({
    queryKey: ["queues"],
    queryFn: ({ signal }) => api.get<Queues>("/queues", { signal }),
    refetchInterval: LIVE,
  });

export const ticketsQuery = (api: ApiClient, filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ["tickets", filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Ticket>>("/tickets", { query: { ...filters, limit: PAGE, cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor ?? undefined,
    // A list that was scrolled far is not read whole again and again; its beginning is, see useTicketList.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= 1 ? LIVE : false),
    refetchOnWindowFocus: (query) => (query.state.data?.pages.length ?? 0) <= 1,
  });

export const headQuery = (api: ApiClient, filters: Filters, enabled: boolean) =>
  queryOptions({
    queryKey: ["tickets-head", filters],
    queryFn: ({ signal }) =>
      api.get<Page<Ticket>>("/tickets", { query: { ...filters, limit: PAGE }, signal }),
    refetchInterval: LIVE,
    enabled,
  });

export const ticketQuery = (api: ApiClient, number: string) =>
  queryOptions({
    queryKey: ["ticket", number],
    queryFn: ({ signal }) => api.get<TicketPage>(`/tickets/${number}`, { signal }),
    refetchInterval: LIVE,
  });

export const citizenQuery = (api: ApiClient, id: string, enabled: boolean) =>
  queryOptions({
    queryKey: ["citizen", id],
    queryFn: ({ signal }) => api.get<CitizenCard>(`/citizens/${id}`, { signal }),
    staleTime: 60_000, // every look at a person is written down: no needless ones
    refetchOnWindowFocus: false,
    enabled,
  });

export const citizenByPhoneQuery = (api: ApiClient, phone: string) =>
  queryOptions({
    queryKey: ["citizens", "phone", phone],
    queryFn: ({ signal }) => api.get<Page<Citizen>>("/citizens", { query: { phone }, signal }),
    enabled: phone !== "",
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });

export const viewsQuery = (api: ApiClient) =>
  queryOptions({
    queryKey: ["views"],
    queryFn: ({ signal }) => api.get<{ views: View[] }>("/me/views", { signal }),
    staleTime: 600_000,
  });

export interface Span {
  from: string;
  to: string;
}

export const satisfactionQuery = (api: ApiClient, span: Span, department: string) =>
  queryOptions({
    queryKey: ["statistics", "satisfaction", span, department],
    queryFn: ({ signal }) =>
      api.get<SatisfactionReport>("/statistics/satisfaction", { query: { ...span, department }, signal }),
    refetchInterval: 2 * LIVE,
  });

export const intakeQuery = (api: ApiClient, span: Span, department: string) =>
  queryOptions({
    queryKey: ["statistics", "tickets", span, department],
    queryFn: ({ signal }) =>
      api.get<TicketsReport>("/statistics/tickets", { query: { ...span, department }, signal }),
    refetchInterval: 2 * LIVE,
  });

export const standingQuery = (api: ApiClient) =>
  queryOptions({
    queryKey: ["statistics", "standing"],
    queryFn: ({ signal }) => api.get<Standing>("/statistics/standing", { signal }),
    refetchInterval: 2 * LIVE,
  });
