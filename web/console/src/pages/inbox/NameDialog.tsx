// A view gets its name.
import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  busy: boolean;
  onClose: () => void;
  onSave: (name: string) => void;
}

export function NameDialog({ busy, onClose, onSave }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onSave(name.trim());
  };
  return (
    <Modal opened onClose={onClose} title={t("views.save")}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t("views.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={60}
            required
            data-autofocus
          />
          <Group justify="flex-end">
            <Button type="submit" loading={busy}>
              {t("views.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
