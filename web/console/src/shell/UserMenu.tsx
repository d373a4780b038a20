// Who is signed in, and the way out.
import { ActionIcon, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApp } from "../app/context";
import { meQuery } from "../app/queries";
import { signOutAddress } from "../app/tokens";
import { Icon } from "../parts/Icon";

export function UserMenu() {
  const { api, session, settings } = useApp();
  const { t } = useTranslation();
  const { data } = useQuery(meQuery(api));
  const leave = () => {
    session.signOut();
    location.assign(signOutAddress(settings.auth) ?? import.meta.env.BASE_URL);
  };
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("shell.user")}>
          <Icon name="user" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label c="var(--mantine-color-text)">{data?.username}</Menu.Label>
        <Menu.Label c="var(--mantine-color-text)">
          {data?.roles.map((role) => t(`role.${role}`)).join(", ")}
        </Menu.Label>
        <Menu.Item leftSection={<Icon name="leave" size={16} />} onClick={leave}>
          {t("shell.sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
