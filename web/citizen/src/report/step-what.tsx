// Step one: what it is, in the citizen's own words; the category is suggested while they write.

import { useMemo } from "preact/hooks";
import { suggest } from "#shared/text/vocabulary";
import { useStore } from "../store";
import { t, word } from "../texts";
import { Field, TextField } from "../ui/fields";
import { type Catalogue, catalogue, categoryName } from "./catalogue";
import { type Draft, type Errors, MAX_TEXT } from "./draft";

const SUGGESTIONS = 3;
const ENOUGH = 3; // the weight of one good word; config/keywords.yaml

interface Props {
  draft: Draft;
  errors: Errors;
  change(part: Partial<Draft>): void;
}

export function What({ draft, errors, change }: Props) {
  const known = useStore(catalogue);
  const words = useMemo(
    () => new Map(known.categories.map(({ code, words = [] }) => [code, words])),
    [known],
  );
  const suggested = useMemo(() => suggestedFor(draft.text, words), [draft.text, words]);
  const best = suggested[0] ?? "";
  const write = (text: string) => {
    if (draft.chosen) return change({ text });
    change({ text, category: suggestedFor(text, words)[0] ?? "" });
  };
  const offered = offers(draft, suggested);
  return (
    <>
      <TextField
        area
        id="text"
        label={t("what.text")}
        hint={t("what.text_hint")}
        maxLength={MAX_TEXT}
        value={draft.text}
        onValue={write}
        error={errors.text && t(errors.text as "error.text")}
      />
      {known.categories.length > 0 && (
        <fieldset class="topic">
          <legend>{t("what.category")}</legend>
          <p class="hint" aria-live="polite">
            {draft.chosen
              ? t("what.category_chosen")
              : best
                ? t("what.category_suggested")
                : t("what.category_none")}
          </p>
          {offered.length > 0 && (
            <div class="chips">
              {offered.map((code) => (
                <label key={code || "none"} class="chip">
                  <input
                    type="radio"
                    name="category"
                    checked={draft.category === code}
                    onChange={() => change({ category: code, chosen: true })}
                  />
                  <span>{code ? categoryName(known, code) : t("what.category_unknown")}</span>
                </label>
              ))}
            </div>
          )}
          <CategorySelect known={known} draft={draft} change={change} />
        </fieldset>
      )}
      <Field id="kind" label={t("what.kind")} hint={t("what.kind_hint")}>
        {(ties) => (
          <select
            {...ties}
            value={draft.kind}
            onChange={(event) => change({ kind: event.currentTarget.value })}
          >
            <option value="">{t("what.kind_guess")}</option>
            {known.kinds.map((kind) => (
              <option key={kind} value={kind}>
                {word("kind", kind)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

/** All categories, by department: for whom the suggestions do not fit. */
function CategorySelect({
  known,
  draft,
  change,
}: {
  known: Catalogue;
  draft: Draft;
  change: Props["change"];
}) {
  const groups = useMemo(() => grouped(known), [known]);
  return (
    <Field id="category" label={t("what.category_all")}>
      {(ties) => (
        <select
          {...ties}
          value={draft.category}
          onChange={(event) => change({ category: event.currentTarget.value, chosen: true })}
        >
          <option value="">{t("what.category_unknown")}</option>
          {groups.map(([department, categories]) => (
            <optgroup key={department} label={department}>
              {categories.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

function grouped({ categories, departments }: Catalogue): [string, Catalogue["categories"]][] {
  const { compare } = new Intl.Collator(document.documentElement.lang);
  const groups = new Map<string, Catalogue["categories"]>();
  for (const category of [...categories].sort((a, b) => compare(a.name, b.name))) {
    const name = departments.find(({ code }) => code === category.department)?.name ?? "";
    groups.set(name, [...(groups.get(name) ?? []), category]);
  }
  return [...groups].sort(([a], [b]) => compare(a, b));
}

function suggestedFor(text: string, words: Parameters<typeof suggest>[1]): string[] {
  return suggest(text, words)
    .filter(([, score]) => score >= ENOUGH)
    .slice(0, SUGGESTIONS)
    .map(([code]) => code);
}

/** The suggestions, with what the citizen chose among them, and a way to leave it to the city. */
function offers({ category, chosen }: Draft, suggested: string[]): string[] {
  if (suggested.length === 0 && !(chosen && category)) return [];
  return [...new Set([...suggested, ...(category ? [category] : []), ""])];
}
