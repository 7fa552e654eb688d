import { useRef, useState } from "react";
import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { useEffects } from "../effects/effects.ts";
import { useWords } from "../words/words.ts";
import { blobSource } from "./blob-source.ts";
import { ImportReportView } from "./import-report.tsx";
import { ImportWaiting } from "./import-waiting.tsx";
import { type ImportOutcome, type ImportProgress, runImport } from "./run-import.ts";
import { SourcePicker } from "./source-picker.tsx";
import "./transfer.css";

/** What the dialog is about: files are chosen, read, or told about. */
type Stage =
  | { readonly at: "choosing" }
  | { readonly at: "reading"; readonly progress: ImportProgress | null; readonly cancelling: boolean }
  | { readonly at: "told"; readonly outcome: ImportOutcome };

/** Brings in what this and other programs have exported, and tells what came of it. */
export default function ImportDialog() {
  const { transfer: words } = useWords();
  const { conversations, navigation, dispatch } = useEffects();
  const [stage, setStage] = useState<Stage>({ at: "choosing" });
  const cancel = useRef<AbortController | null>(null);
  // A look elsewhere by mistake would hide the report; whoever cancels need not wait for it.
  const busy = stage.at === "reading" && !stage.cancelling;
  const close = () => dispatch({ type: "dialog-closed" });

  const read = async (files: readonly File[]) => {
    if (files.length === 0) return;
    const controller = new AbortController();
    cancel.current = controller;
    setStage({ at: "reading", progress: null, cancelling: false });
    const outcome = await runImport(
      files.map(blobSource),
      conversations.importPiece,
      controller.signal,
      (progress) => setStage({ at: "reading", progress, cancelling: controller.signal.aborted }),
    );
    void conversations.readList(true);
    setStage({ at: "told", outcome });
  };

  return (
    <DialogFrame title={words.importTitle} kind="transfer" busy={busy} onClose={close}>
      <div className="dialog-body">
        {stage.at === "choosing" && <SourcePicker onFiles={(files) => void read(files)} />}
        {stage.at === "reading" && (
          <ImportWaiting
            {...stage}
            onCancel={() => {
              cancel.current?.abort();
              setStage({ ...stage, cancelling: true });
            }}
          />
        )}
        {stage.at === "told" && (
          <ImportReportView
            outcome={stage.outcome}
            onMore={() => setStage({ at: "choosing" })}
            onDone={close}
            onOpen={(conversationId) => navigation.go({ page: "conversation", conversationId, nodeId: null })}
          />
        )}
      </div>
    </DialogFrame>
  );
}
