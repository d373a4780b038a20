// One account, changed or invited.
import { Button, Group, Modal, MultiSelect, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Role, User } from "#shared/api/types";
import { onceKey } from "#shared/once";
import { useApp } from "../../app/context";
import { useNames } from "../../parts/names";
import { tell, tellProblem } from "../../parts/tell";

const ROLES: readonly Role[] = [
  "operator",
  "department",
  "field",
  "supervisor",
  "executive",
  "admin",
  "auditor",
];

export function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { api } = useApp();
  const names = useNames();
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [name, setName] = useState(user?.name ?? "");
  const [role, setRole] = useState<Role>(user?.role ?? "operator");
  const [departments, setDepartments] = useState(user?.departments ?? []);
  const [enabled, setEnabled] = useState(user?.enabled ?? true);
  const [once] = useState(onceKey);
  const own = role === "department" || role === "field";
  const path = user ? `/users/${encodeURIComponent(user.username)}` : "/users";
  const save = useMutation({
    mutationFn: () => {
      const body = { name, role, departments: own ? departments : [] };
      return user
        ? api.put<User>(path, { body: { ...body, enabled } })
        : api.post<User>(path, { body: { ...body, email: email.trim() }, idempotencyKey: once });
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["users"] });
      tell(user ? t("admin.saved") : t("admin.invited"));
      onClose();
    },
    onError: (error) => tellProblem(error, t),
  });
  const reset = useMutation({
    mutationFn: () => api.post(`${path}/password-reset`, { body: {} }),
    onSuccess: () => tell(t("admin.reset_done")),
    onError: (error) => tellProblem(error, t),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={user ? user.username : t("admin.invite")}>
      <form onSubmit={submit}>
        <Stack>
          {!user && (
            <TextInput
              label={t("signin.username")}
              description={t("admin.invite_hint")}
              type="email"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              required
              data-autofocus
            />
          )}
          <TextInput
            label={t("admin.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={200}
          />
          <Select
            label={t("admin.role")}
            data={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
            value={role}
            allowDeselect={false}
            onChange={(one) => one && setRole(one as Role)}
          />
          {own && (
            <MultiSelect
              label={t("inbox.departments")}
              data={names.departments.map((one) => ({ value: one.code, label: one.name }))}
              value={departments}
              onChange={setDepartments}
              searchable
              required
            />
          )}
          {user && (
            <Switch
              label={t("admin.may_sign_in")}
              checked={enabled}
              onChange={(event) => setEnabled(event.currentTarget.checked)}
            />
          )}
          <Group justify="space-between">
            {user ? (
              <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>
                {t("admin.reset")}
              </Button>
            ) : (
              <Text size="xs" />
            )}
            <Button type="submit" loading={save.isPending}>
              {user ? t("words.save") : t("admin.invite")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
