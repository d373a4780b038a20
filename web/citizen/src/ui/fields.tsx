// Form fields: a label, a hint, an error, and the field tied to both for screen readers.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../texts";

interface FieldProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
  children: (ties: {
    id: string;
    "aria-describedby"?: string;
    "aria-invalid"?: boolean;
  }) => ComponentChildren;
}

export function Field({ id, label, hint, error, optional, children }: FieldProps) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class={error ? "field wrong" : "field"}>
      <label for={id}>
        {label}
        {optional && <span class="optional">{t("form.optional")}</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={id} text={error} />}
      {children({
        id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(error ? { "aria-invalid": true } : {}),
      })}
    </div>
  );
}

export function FieldError({ id, text }: { id: string; text: string }) {
  return (
    <p class="error" id={`${id}-error`}>
      <Sign />
      {text}
    </p>
  );
}

interface InputProps extends Omit<FieldProps, "children"> {
  value: string;
  onValue(value: string): void;
  area?: boolean;
  type?: "text" | "tel" | "email";
  autocomplete?: "name" | "tel" | "email" | "street-address" | "one-time-code" | "off";
  inputMode?: "text" | "numeric" | "tel" | "email";
  maxLength?: number;
  spellcheck?: boolean;
  class?: string;
}

export function TextField({
  id,
  label,
  hint,
  error,
  optional,
  value,
  onValue,
  area,
  type = "text",
  ...more
}: InputProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error} {...(optional ? { optional } : {})}>
      {(ties) =>
        area ? (
          <textarea
            {...ties}
            rows={5}
            {...(more.maxLength ? { maxLength: more.maxLength } : {})}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        ) : (
          <input
            {...more}
            {...ties}
            type={type as "text"}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}

/** All mistakes of a form in one place, each a link to its field. It takes the focus when it appears. */
export function ErrorSummary({ errors }: { errors: [id: string, text: string][] }) {
  const box = useRef<HTMLDivElement>(null);
  const what = errors.map(([id]) => id).join();
  useEffect(() => {
    if (what) box.current?.focus();
  }, [what]);
  if (errors.length === 0) return null;
  return (
    <div class="notice bad" ref={box} tabIndex={-1} role="alert">
      <h2>{t("form.errors")}</h2>
      <ul>
        {errors.map(([id, text]) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(id)?.focus();
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Notice(props: {
  kind?: "good" | "bad" | "plain" | "warm";
  title?: string;
  children?: ComponentChildren;
  alert?: boolean;
}) {
  return (
    <div class={`notice ${props.kind ?? "plain"}`} role={props.alert ? "alert" : undefined}>
      {props.title && <h2>{props.title}</h2>}
      {props.children}
    </div>
  );
}

function Sign() {
  return (
    <svg class="sign" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M10 1l9 17H1z" fill="currentColor" />
      <path d="M10 7v5m0 2.2v1.3" stroke="var(--paper)" stroke-width="2" />
    </svg>
  );
}
