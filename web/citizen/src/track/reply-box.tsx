// The citizen answers the city's question, or adds something. What is typed survives lost networks and reloads.

import { useRef, useState } from "preact/hooks";
import { readFailure } from "../api/failure";
import { keeper } from "../offline/keeper";
import { type DraftFile, MAX_TEXT } from "../report/draft";
import { t, word } from "../texts";
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
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!text.trim() && files.length === 0) return setTrouble(t("error.reply"));
    setState("sending");
    setTrouble("");
    try {
      const media: string[] = [];
      for (const file of files) media.push(await bring(file.id, withProgress));
      await reply(ticket.number, ticketKey, text.trim() || t("reply.photo_only"), media, once.current);
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
      setTrouble(kind === "lost" ? t("reply.lost") : word("failure", kind));
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

async function dropFiles(files: readonly DraftFile[]): Promise<void> {
  const store = await keeper();
  for (const { id } of files) {
    await store.remove("files", id);
    await store.remove("uploads", id);
  }
}
