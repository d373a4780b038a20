// The citizen answers the city's question, or adds something. What is typed survives lost networks and reloads.

import { useEffect, useRef, useState } from "preact/hooks";
import { readFailure } from "../api/failure";
import { desk, keepForLater } from "../offline/desk";
import { keeper } from "../offline/keeper";
import { type DraftFile, MAX_TEXT } from "../report/draft";
import { useStore } from "../store";
import { language, t, word } from "../texts";
import { announce } from "../ui/announce";
import { Notice, TextField } from "../ui/fields";
import { bring } from "../uploads/files";
import { FilePicker } from "../uploads/picker";
import { withProgress } from "../uploads/transport";
import { reply, type Ticket } from "./ticket";
import { useTyped } from "./typed";

interface Props {
  ticket: Ticket;
  ticketKey: string;
  question?: string;
  onSent(): Promise<void>;
}

export function ReplyBox({ ticket, ticketKey, question, onSent }: Props) {
  const [text, setText] = useTyped(`reply.${ticket.number}`);
  const [files, setFiles] = useState<DraftFile[]>([]);
  const [state, setState] = useState<"" | "sending" | "sent">("");
  const [trouble, setTrouble] = useState("");
  const once = useRef(crypto.randomUUID());
  const spoken = useStore(language);
  const kept = useStore(desk).waiting.filter(({ to, refused }) => to?.number === ticket.number && !refused);
  useArrival(kept.length, onSent);
  const keep = async (words: string) => {
    await keepForLater({
      id: once.current,
      body: { text: words, language: spoken },
      files: files.map(({ id }) => id),
      keptAt: Date.now(),
      to: { number: ticket.number, key: ticketKey },
    });
    once.current = crypto.randomUUID();
    setFiles([]);
    setText("");
    announce(t("reply.kept"));
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!text.trim() && files.length === 0) return setTrouble(t("error.reply"));
    setState("sending");
    setTrouble("");
    const words = text.trim() || t("reply.photo_only");
    try {
      const media: string[] = [];
      for (const file of files) media.push(await bring(file.id, withProgress));
      await reply(ticket.number, ticketKey, words, media, once.current);
      once.current = crypto.randomUUID();
      await dropFiles(files);
      setFiles([]);
      setText("");
      setState("sent");
      announce(t("reply.sent"));
      await onSent();
    } catch (error) {
      setState("");
      const { kind } = readFailure(error);
      if (kind === "lost") await keep(words);
      else setTrouble(word("failure", kind));
    }
  };
  return (
    <section class={question ? "ask" : "reply"} aria-labelledby="reply-title">
      <h2 id="reply-title">{question ? t("reply.question") : t("reply.add")}</h2>
      {question && <blockquote class="words">{question}</blockquote>}
      {state === "sent" && (
        <Notice kind="good">
          <p>{t("reply.sent")}</p>
        </Notice>
      )}
      {kept.map(({ id, body }) => (
        <Notice key={id} kind="warm" title={t("reply.kept")}>
          <p class="words">{body.text}</p>
        </Notice>
      ))}
      <form onSubmit={submit} noValidate>
        <TextField
          area
          id="reply"
          label={question ? t("reply.answer") : t("reply.text")}
          value={text}
          maxLength={MAX_TEXT}
          onValue={setText}
          error={trouble || undefined}
        />
        <FilePicker
          id="reply-media"
          label={t("reply.files")}
          files={files}
          onChange={(update) => setFiles(update)}
        />
        <button
          class={question ? "button" : "button quiet"}
          type="submit"
          disabled={state === "sending"}
          aria-busy={state === "sending"}
        >
          {state === "sending" ? t("report.sending") : t("reply.send")}
        </button>
      </form>
    </section>
  );
}

/** When what waited has gone, by this page or by the service worker, the ticket is looked at again. */
function useArrival(waiting: number, onSent: () => Promise<void>): void {
  const before = useRef(waiting);
  useEffect(() => {
    if (waiting < before.current) void onSent();
    before.current = waiting;
  }, [waiting, onSent]);
}

async function dropFiles(files: readonly DraftFile[]): Promise<void> {
  const store = await keeper();
  for (const { id } of files) {
    await store.remove("files", id);
    await store.remove("uploads", id);
  }
}
