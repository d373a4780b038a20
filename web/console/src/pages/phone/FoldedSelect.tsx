// A choice that is found by typing, however the letters are written: "sisli" finds Şişli.
import { Select } from "@mantine/core";
import { matches } from "#shared/text/folding";

interface Props {
  label: string;
  items: readonly { code: string; name: string }[];
  value: string;
  onChange: (code: string) => void;
  placeholder?: string;
}

export function FoldedSelect({ label, items, value, onChange, placeholder }: Props) {
  return (
    <Select
      label={label}
      placeholder={placeholder ?? ""}
      data={items.map((item) => ({ value: item.code, label: item.name }))}
      value={value || null}
      onChange={(code) => onChange(code ?? "")}
      searchable
      selectFirstOptionOnChange
      filter={({ options, search }) =>
        options.filter((option) => "label" in option && matches(String(option.label), search))
      }
    />
  );
}
