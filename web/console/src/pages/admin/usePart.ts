// One part of the configuration: as it stands, as it is being changed, and what the server says against it.
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApiClient, ApiProblem } from "#shared/api/client";
import type { Part } from "#shared/api/types";
import { useApp } from "../../app/context";
import { useDraft } from "../../app/drafts";
import { tell, tellProblem } from "../../parts/tell";

export interface Fault {
  path: string;
  message: string;
}

interface Draft<B> {
  body: B;
  /** On which version it was made. */
  version: number;
}

const partQuery = (api: ApiClient, part: string) =>
  queryOptions({
    queryKey: ["part", part],
    queryFn: ({ signal }) => api.get<Part>(`/configuration/${part}`, { signal }),
  });

/** What the bar below an editor needs to know. */
export interface Saving {
  changed: boolean;
  /** Somebody else changed the part since the draft was begun. */
  outdated: boolean;
  faults: readonly Fault[];
  busy: boolean;
  save: () => void;
  drop: () => void;
}

export interface Editing<B> extends Saving {
  body: B | undefined;
  error: unknown;
  change: (body: B) => void;
}

export function usePart<B>(part: string): Editing<B> {
  const { api } = useApp();
  const { t } = useTranslation();
  const queries = useQueryClient();
  const query = useQuery(partQuery(api, part));
  const [draft, setDraft, clear] = useDraft<Draft<B> | null>(`part.${part}`, null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const standing = query.data;
  const saving = useMutation({
    mutationFn: (made: Draft<B>) =>
      api.put<Part>(`/configuration/${part}`, { body: { body: made.body }, version: made.version }),
    onSuccess: (stored) => {
      queries.setQueryData(partQuery(api, part).queryKey, stored);
      void queries.invalidateQueries({ queryKey: ["catalogue"] });
      void queries.invalidateQueries({ queryKey: ["changes"] });
      setFaults([]);
      clear();
      tell(t("admin.saved"));
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 422 && Array.isArray(error.members.errors)) {
        setFaults(error.members.errors as Fault[]);
        return;
      }
      void query.refetch();
      if (error instanceof ApiProblem && error.status === 412) return; // the bar says that the draft is outdated
      tellProblem(error, t);
    },
  });
  return {
    body: draft?.body ?? (standing?.body as B | undefined),
    changed: draft !== null,
    outdated: draft !== null && standing !== undefined && standing.version !== draft.version,
    faults,
    busy: saving.isPending,
    error: query.isError && !standing ? query.error : null,
    change: (body) => setDraft({ body, version: draft?.version ?? standing?.version ?? 0 }),
    save: () => draft && saving.mutate(draft),
    drop: () => {
      setFaults([]);
      clear();
    },
  };
}
