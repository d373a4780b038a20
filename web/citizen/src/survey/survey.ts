// The survey of a ticket: looking at it is no answer, for link scanners look; only a tap is.

import type { components } from "#shared/api/schema";
import { api } from "../api/api";

export const ANSWERS = [
  "very_satisfied",
  "satisfied",
  "not_satisfied",
  "no_opinion",
] as const satisfies readonly Answer[];
export type Answer = components["schemas"]["Answer"];

export type Survey = components["schemas"]["SurveyPage"];

const address = (token: string): string => `/public/surveys/${encodeURIComponent(token)}`;

export const readSurvey = (token: string): Promise<Survey> => api.get(address(token));

export const answerSurvey = (
  token: string,
  answer: Answer,
  more: { comment?: string; reopen?: boolean } = {},
): Promise<Survey> => api.post(address(token), { body: { answer, ...more } });

/** The short code of an SMS as people type it: nine digits, with or without spaces and dashes. */
export const readCode = (written: string): string => written.replace(/[\s-]/g, "");
