import { instructionsBytesMax, utf8Bytes } from "@grok/conversation";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { FormButtons } from "../dialog/form-buttons.tsx";
import { useEffects } from "../effects/effects.ts";
import type { Place } from "../pane/place.ts";
import { useFormats, useWords } from "../words/words.ts";
import "./forms.css";
import { useInstructions } from "./use-instructions.ts";

/** What the model is told before a conversation. What does not reach the server stays in the box. */
export default function InstructionsDialog({ conversationId }: Place) {
  const { instructions: words } = useWords().commands;
  const formats = useFormats();
  const { dispatch, instructions } = useEffects();
  const known = useInstructions(conversationId);
  const [text, setText] = useState(known);
  const bytes = utf8Bytes(text);
  const tooLong = bytes > instructionsBytesMax;
  const close = () => dispatch({ type: "dialog-closed" });
  const save = async () => {
    if (!tooLong && (await instructions.set(conversationId, text))) close();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  return (
    <DialogFrame title={words.title} kind="small">
      <form className="command-form" onSubmit={onSubmit}>
        <label>
          {words.field}
          <textarea
            className="input tall"
            data-first
            dir="auto"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </label>
        {tooLong ? (
          <p className="wrong" role="alert">
            {words.tooLong(formats.number(bytes), formats.number(instructionsBytesMax))}
          </p>
        ) : (
          <p>{words.hint}</p>
        )}
        <FormButtons save={words.save} cancel={words.cancel} disabled={tooLong} onCancel={close} />
      </form>
    </DialogFrame>
  );
}
