// Saved views: filters under a name, kept with the user.
import { Button, Menu } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { View } from "#shared/api/types";
import { useApp } from "../../app/context";
import { type Filters, parseSearch, readFilters, writeFilters } from "../../app/filters";
import { later } from "../../app/later";
import { viewsQuery } from "../../app/queries";
import { Icon } from "../../parts/Icon";
import { tell, tellProblem } from "../../parts/tell";

const NameDialog = later(() => import("./NameDialog"), "NameDialog");

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
            <Menu.Item key={view.name} onClick={() => open(view)}>
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
          {views.map((view) => (
            <Menu.Item
              key={view.name}
              leftSection={<Icon name="close" size={16} />}
              onClick={() => save.mutate(views.filter((one) => one.name !== view.name))}
            >
              {t("views.remove", { name: view.name })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <NameDialog
          busy={save.isPending}
          onClose={() => setNaming(false)}
          onSave={(name) => save.mutate([...views.filter((view) => view.name !== name), { name, query }])}
        />
      )}
    </>
  );
}
