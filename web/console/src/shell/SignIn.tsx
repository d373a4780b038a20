// The door: a form where the local cloud serves no pages, otherwise a button that leads to them.
import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "../app/context";
import { explain } from "../app/errors";
import { leaveForSignIn, SignInRefused, signInWithPassword } from "../app/tokens";
import { LanguageSwitch } from "./Switches";

export function SignInPage() {
  const { t } = useTranslation();
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder shadow="sm" p="xl" w="100%" maw={380}>
        <Stack>
          <div>
            <Title order={1} size="h2">
              {t("signin.title")}
            </Title>
            <Text size="sm" c="dimmed">
              {t("signin.subtitle")}
            </Text>
          </div>
          <SignInForm />
          <LanguageSwitch />
        </Stack>
      </Paper>
    </Center>
  );
}

export function SignInForm({ username: known = "" }: { username?: string }) {
  const { session, settings } = useApp();
  const { t } = useTranslation();
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const auth = settings.auth;

  if (auth.mode === "oidc") {
    const address = location.pathname + location.search;
    return <Button onClick={() => void leaveForSignIn(auth, address)}>{t("signin.go")}</Button>;
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    try {
      session.begin(await signInWithPassword(auth, username.trim(), password));
    } catch (error) {
      setProblem(error instanceof SignInRefused ? t("signin.refused") : explain(error, t).detail);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t("signin.username")}
          type="email"
          autoComplete="username"
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          required
          data-autofocus
        />
        <PasswordInput
          label={t("signin.password")}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("signin.show_password") }}
          required
        />
        {problem && (
          <Text size="sm" role="alert" fw={500}>
            {problem}
          </Text>
        )}
        <Button type="submit" size="sm" loading={busy}>
          {t("signin.go")}
        </Button>
      </Stack>
    </form>
  );
}
