import type { ConversationId, NodeId } from "@grok/conversation";
import { useState } from "react";
import { DialogFrame } from "../dialog/dialog-frame.tsx";
import type { ExportFormatName } from "../effects/conversations.ts";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { copyText } from "../markdown/copy-text.ts";
import { fileName, saveBlob } from "../pane/save-blob.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import { FormatChoice } from "./format-choice.tsx";
import "./transfer.css";

interface ExportDialogProps {
  /** Null: all of them. */
  readonly conversationId: ConversationId | null;
  /** The end of the branch in sight. */
  readonly leafId: NodeId | null;
}

const formatsOfOne: readonly ExportFormatName[] = ["html", "markdown", "notes", "jsonl", "chatgpt"];
const formatsOfAll: readonly ExportFormatName[] = ["jsonl", "chatgpt", "notes"];
const endings: Record<ExportFormatName, string> = {
  html: "html",
  markdown: "md",
  notes: "zip",
  jsonl: "jsonl",
  chatgpt: "json",
};

/** Takes a copy of a conversation, or of all, out in a format that is chosen by what it is for. */
export default function ExportDialog({ conversationId, leafId }: ExportDialogProps) {
  const { transfer: words, app } = useWords();
  const numbers = useFormats();
  const { conversations } = useEffects();
  const title = useWorkspace(({ list }) =>
    conversationId === null ? words.all : list.rows[conversationId]?.title || app.untitled,
  );
  const formats = conversationId === null ? formatsOfAll : formatsOfOne;
  const [format, setFormat] = useState<ExportFormatName>(formats[0]!);
  const [working, setWorking] = useState(false);
  const [said, setSaid] = useState("");

  const take = async (deed: (blob: Blob) => Promise<string>) => {
    setWorking(true);
    setSaid(words.working);
    const blob = await conversations.exported(conversationId, format, leafId);
    setSaid(blob === null ? words.failed : await deed(blob));
    setWorking(false);
  };
  const save = () =>
    take(async (blob) => {
      const name = fileName(`${title}.${endings[format]}`);
      saveBlob(blob, name);
      return words.saved(name, numbers.bytes(blob.size));
    });
  const copy = () =>
    take(async (blob) => ((await copyText(await blob.text())) ? words.copied : words.copyRefused));

  return (
    <DialogFrame title={conversationId === null ? words.exportAllTitle : words.exportTitle} kind="transfer">
      <div className="dialog-body">
        <p className="sub">{conversationId === null ? words.exportAllIntro : words.exportIntro}</p>
        <FormatChoice
          formats={formats}
          value={format}
          onChoose={(chosen) => {
            setFormat(chosen);
            setSaid("");
          }}
        />
        <div className="go">
          <button type="button" className="b fill" disabled={working} onClick={() => void save()}>
            <Icon name="save" />
            {words.save}
          </button>
          {format !== "notes" && format !== "html" && (
            <button type="button" className="b line" disabled={working} onClick={() => void copy()}>
              <Icon name="copy" />
              {words.copy}
            </button>
          )}
          <span className="q" role="status" dir="auto">
            {said}
          </span>
        </div>
      </div>
    </DialogFrame>
  );
}
