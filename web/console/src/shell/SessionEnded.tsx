// The session is over: sign in again on top of the page, which keeps everything that was typed.
import { Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Me } from "#shared/api/types";
import { useSessionState } from "../app/context";
import { SignInForm } from "./SignIn";

export function SessionEnded() {
  const { t } = useTranslation();
  const state = useSessionState();
  const queries = useQueryClient();
  const before = useRef(state);
  useEffect(() => {
    if (before.current === "ended" && state === "signed_in") void queries.invalidateQueries();
    before.current = state;
  }, [state, queries]);
  const username = queries.getQueryData<Me>(["me"])?.username ?? "";
  return (
    <Modal
      opened={state === "ended"}
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
