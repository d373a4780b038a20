// Saved views: filters under a name, kept with the user.
import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { View } from "#shared/api/types";
import { useApp } from "../../app/context";
import { type Filters, parseSearch, readFilters, writeFilters } from "../../app/filters";
import { viewsQuery } from "../../app/queries";
import { Icon } from "../../parts/Icon";
import { tell, tellProblem } from "../../parts/Problem";

export function Views({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const { api } = useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data } = useQuery(viewsQuery(api));
  const [naming, setNaming] = useState(false);
  const views = data?.views ?? [];
  const save = useMutation({
    mutationFn: (next: View[]) => api.put<{ views: View[] }>("/me/views", { body: { views: next } }),
    onSuccess: (_, next) => {
      queries.setQueryData(viewsQuery(api).queryKey, { views: next });
      tell(t("views.saved"));
      setNaming(false);
    },
    onError: (error) => tellProblem(error, t),
  });
  const open = (view: View) => void navigate({ to: "/inbox", search: readFilters(parseSearch(view.query)) });
  const query = writeFilters(filters);
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" size="sm" leftSection={<Icon name="star" size={16} />}>
            {t("views.title")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.map((view) => (
            <Menu.Item
              key={view.name}
              onClick={() => open(view)}
              rightSection={
                <ActionIcon
                  component="span"
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t("views.remove", { name: view.name })}
                  onClick={(event) => {
                    event.stopPropagation();
                    save.mutate(views.filter((one) => one.name !== view.name));
                  }}
                >
                  <Icon name="close" size={14} />
                </ActionIcon>
              }
            >
              {view.name}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Divider />}
          <Menu.Item
            leftSection={<Icon name="plus" size={16} />}
            disabled={!query}
            onClick={() => setNaming(true)}
          >
            {t("views.save")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={naming} onClose={() => setNaming(false)} title={t("views.save")}>
        <NameForm
          busy={save.isPending}
          onSave={(name) => save.mutate([...views.filter((view) => view.name !== name), { name, query }])}
        />
      </Modal>
    </>
  );
}

function NameForm({ busy, onSave }: { busy: boolean; onSave: (name: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onSave(name.trim());
  };
  return (
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
  );
}
