// The command palette: everything the page offers, found by a few letters of its name.
import { Kbd, Modal, ScrollArea, Text, TextInput, UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { readNumber, writeNumber } from "#shared/format/numbers";
import { matches } from "#shared/text/folding";
import { type Action, useOfferedActions } from "../app/actions";
import classes from "./shell.module.css";

interface Props {
  onClose: () => void;
  /** Where a typed ticket number leads. */
  openTicket: (number: string) => void;
  search: (words: string) => void;
}

export function Palette({ onClose, openTicket, search }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      transitionProps={{ duration: 0 }}
      title={t("palette.title")}
      size="lg"
      yOffset="12vh"
      centered={false}
    >
      <PaletteBody onClose={onClose} openTicket={openTicket} search={search} />
    </Modal>
  );
}

function PaletteBody({ onClose, openTicket, search }: Props) {
  const { t } = useTranslation();
  const offered = useOfferedActions();
  const [words, setWords] = useState("");
  const [marked, setMarked] = useState(0);
  const found = useMemo(() => {
    const number = readNumber(words);
    const typed: Action[] = number
      ? [
          {
            id: "ticket",
            label: t("palette.ticket", { number: writeNumber(number) }),
            run: () => openTicket(number),
          },
        ]
      : words.trim()
        ? [
            {
              id: "search",
              label: t("palette.search", { words: words.trim() }),
              run: () => search(words.trim()),
            },
          ]
        : [];
    const seen = new Set<string>();
    const named = offered.filter((action) => {
      if (action.hidden || seen.has(action.id) || !matches(action.label, words)) return false;
      seen.add(action.id);
      return true;
    });
    return number ? [...typed, ...named] : [...named, ...typed];
  }, [offered, words, t, openTicket, search]);
  const chosen = Math.min(marked, found.length - 1);

  const run = (action: Action | undefined) => {
    if (!action) return;
    onClose();
    // The dialog gives the focus back first; what is run may want it.
    setTimeout(action.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setMarked(Math.min(chosen + 1, found.length - 1));
    else if (event.key === "ArrowUp") setMarked(Math.max(chosen - 1, 0));
    else if (event.key === "Enter") run(found[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <TextInput
        autoFocus // at once: whoever types on must not lose a letter to the page
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[chosen] ? `palette-${found[chosen].id}` : undefined}
        aria-label={t("palette.title")}
        placeholder={t("palette.placeholder")}
        size="md"
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ScrollArea.Autosize mah="50vh" mt="xs" viewportProps={{ tabIndex: -1 }}>
        <div role="listbox" id="palette-list" aria-label={t("palette.title")}>
          {found.map((action, index) => (
            <UnstyledButton
              key={action.id}
              id={`palette-${action.id}`}
              role="option"
              aria-selected={index === chosen}
              tabIndex={-1}
              className={classes.option}
              data-marked={index === chosen || undefined}
              onClick={() => run(action)}
            >
              <span>{action.label}</span>
              {action.keys && <Keys keys={action.keys} />}
            </UnstyledButton>
          ))}
        </div>
        {found.length === 0 && (
          <Text size="sm" p="sm" c="dimmed">
            {t("palette.nothing")}
          </Text>
        )}
      </ScrollArea.Autosize>
    </>
  );
}

export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keys.split(/[ +]/).map((key) => (
        <Kbd key={key} size="xs">
          {key === "mod" ? "Ctrl" : key}
        </Kbd>
      ))}
    </span>
  );
}
