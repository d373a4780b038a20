// One department or one category of the catalogue, changed or new.
import { Button, Group, Modal, NumberInput, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { collator } from "#shared/format/dates";
import { useLanguage } from "../../app/context";

export interface Names {
  tr: string;
  en: string;
}

interface Department {
  kind: string;
  names: Names;
  emails?: string[];
  [other: string]: unknown;
}

interface Category {
  names: Names;
  department: string;
  priority: string;
  respond: number;
  resolve: number;
  [other: string]: unknown;
}

/** The part `catalogue`, as config/catalogue.yaml shows it; what is not edited here stays as it is. */
export interface CatalogueBody {
  departments: Record<string, Department>;
  categories: Record<string, Category>;
  [other: string]: unknown;
}

const KINDS = ["internal", "metropolitan", "external"] as const;
const PRIORITIES = ["low", "normal", "high", "emergency"] as const;

interface DialogProps {
  body: CatalogueBody;
  /** Empty for a new one. */
  code: string;
  onChange: (body: CatalogueBody) => void;
  onClose: () => void;
}

export function DepartmentDialog({ body, code, onChange, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [key, setKey] = useState(code);
  const known = body.departments[code];
  const [one, setOne] = useState<Department>(
    known ?? { kind: "internal", names: { tr: "", en: "" }, emails: [] },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ ...body, departments: { ...body.departments, [key]: one } });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={code ? one.names.tr : t("admin.add_department")} size="lg">
      <form onSubmit={submit}>
        <Stack>
          {!code && <CodeField value={key} onChange={setKey} />}
          <NameFields names={one.names} onChange={(names) => setOne({ ...one, names })} />
          <Select
            label={t("admin.kind")}
            data={KINDS.map((kind) => ({ value: kind, label: t(`admin.kinds.${kind}`) }))}
            value={one.kind}
            allowDeselect={false}
            onChange={(kind) => kind && setOne({ ...one, kind })}
          />
          <TagsInput
            label={t("admin.emails")}
            value={one.emails ?? []}
            onChange={(emails) => setOne({ ...one, emails })}
          />
          <Group justify="flex-end">
            <Button type="submit">{t("admin.take_over")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const NEW: Category = {
  names: { tr: "", en: "" },
  department: "",
  priority: "normal",
  respond: 24,
  resolve: 5,
};

export function CategoryDialog({ body, code, onChange, onClose }: DialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [key, setKey] = useState(code);
  const [one, setOne] = useState(body.categories[code] ?? NEW);
  const departments = Object.entries(body.departments)
    .map(([value, department]) => ({ value, label: department.names[language] }))
    .sort((first, second) => collator(language).compare(first.label, second.label));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ ...body, categories: { ...body.categories, [key]: one } });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={code ? one.names[language] : t("admin.add_category")} size="lg">
      <form onSubmit={submit}>
        <Stack>
          {!code && <CodeField value={key} onChange={setKey} />}
          <NameFields names={one.names} onChange={(names) => setOne({ ...one, names })} />
          <Select
            label={t("filter.department")}
            data={departments}
            value={one.department || null}
            onChange={(department) => setOne({ ...one, department: department ?? "" })}
            searchable
            required
          />
          <Group grow align="flex-end">
            <Select
              label={t("filter.priority")}
              data={PRIORITIES.map((priority) => ({ value: priority, label: t(`priority.${priority}`) }))}
              value={one.priority}
              allowDeselect={false}
              onChange={(priority) => priority && setOne({ ...one, priority })}
            />
            <NumberInput
              label={t("admin.respond")}
              min={0.25}
              value={one.respond}
              onChange={(value) => setOne({ ...one, respond: Number(value) })}
            />
            <NumberInput
              label={t("admin.resolve")}
              min={0.5}
              step={0.5}
              value={one.resolve}
              onChange={(value) => setOne({ ...one, resolve: Number(value) })}
            />
          </Group>
          <Group justify="flex-end">
            <Button type="submit">{t("admin.take_over")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function CodeField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t("admin.code")}
      description={t("admin.code_hint")}
      pattern="[a-z0-9]+(-[a-z0-9]+)*"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      required
      data-autofocus
    />
  );
}

function NameFields({ names, onChange }: { names: Names; onChange: (names: Names) => void }) {
  const { t } = useTranslation();
  return (
    <Group grow>
      {(["tr", "en"] as const).map((language) => (
        <TextInput
          key={language}
          label={t(`admin.name_${language}`)}
          lang={language}
          value={names[language]}
          onChange={(event) => onChange({ ...names, [language]: event.currentTarget.value })}
          required
        />
      ))}
    </Group>
  );
}
