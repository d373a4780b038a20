// Administration: who works here, what the city has decided, what could not be handled.
import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "#shared/api/types";
import { useApp } from "../../app/context";
import { meQuery } from "../../app/queries";
import classes from "./admin.module.css";
import { CatalogueTab } from "./CatalogueTab";
import { HistoryTab } from "./HistoryTab";
import { LettersTab } from "./LettersTab";
import { TextsTab } from "./TextsTab";
import { UsersTab } from "./UsersTab";

export interface TabProps {
  /** Others than administrators look and change nothing. */
  mayChange: boolean;
}

interface Tab {
  name: "users" | "catalogue" | "texts" | "letters" | "history";
  roles: readonly Role[];
  body: ComponentType<TabProps>;
}

const READERS: readonly Role[] = ["admin", "supervisor", "auditor"];

const TABS: readonly Tab[] = [
  { name: "users", roles: ["admin"], body: UsersTab },
  { name: "catalogue", roles: READERS, body: CatalogueTab },
  { name: "texts", roles: READERS, body: TextsTab },
  { name: "letters", roles: ["admin"], body: LettersTab },
  { name: "history", roles: READERS, body: HistoryTab },
];

export function AdminPage() {
  const { t } = useTranslation();
  const { api } = useApp();
  const { part } = useParams({ strict: false });
  const { data: me } = useQuery(meQuery(api));
  const tabs = TABS.filter((tab) => tab.roles.some((role) => me?.roles.includes(role)));
  const tab = part ? tabs.find((one) => one.name === part) : tabs[0];
  const Body = tab?.body;
  return (
    <div className={classes.page}>
      <Title order={1} mb="sm">
        {t("shell.admin")}
      </Title>
      <nav aria-label={t("shell.admin")} className={classes.tabs}>
        {tabs.map((one) => (
          <Link
            key={one.name}
            to="/admin/$part"
            params={{ part: one.name }}
            data-chosen={one === tab || undefined}
            aria-current={one === tab ? "page" : undefined}
          >
            {t(`admin.${one.name}`)}
          </Link>
        ))}
      </nav>
      {Body ? (
        <Body mayChange={me?.roles.includes("admin") ?? false} />
      ) : (
        me && <Text mt="md">{t("errors.403.detail")}</Text>
      )}
    </div>
  );
}
