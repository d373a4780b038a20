// The session is over: sign in again on top of the page, which keeps everything that was typed.
import { Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Me } from "#shared/api/types";
import { SignInForm } from "./SignIn";

export function SessionEnded() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const username = queries.getQueryData<Me>(["me"])?.username ?? "";
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("signin.ended_title")}
    >
      <Stack>
        <Text size="sm">{t("signin.ended")}</Text>
        <SignInForm username={username} />
      </Stack>
    </Modal>
  );
}
