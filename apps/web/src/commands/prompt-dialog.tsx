import { useId, useState } from "react";
import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { FormButtons } from "../dialog/form-buttons.tsx";
import { useEffects } from "../effects/effects.ts";
import type { Place } from "../pane/place.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import "./forms.css";
import { fillPrompt } from "./fill-prompt.ts";
import { missingWords } from "./prompt-values.ts";

interface PromptDialogProps extends Place {
  readonly name: string;
  /** What is known already. */
  readonly values: Readonly<Record<string, string>>;
}

/** One field for each word of a command that is still open; then it is asked. */
export default function PromptDialog({ paneId, conversationId, name, values }: PromptDialogProps) {
  const { prompt: words } = useWords().commands;
  const { dispatch, runs } = useEffects();
  const command = useWorkspace(({ promptCommands }) =>
    promptCommands.commands.find((known) => known.name === name),
  );
  const together = useWorkspace(({ panes }) => panes.together);
  const ids = useId();
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  if (command === undefined) return null;
  const close = () => dispatch({ type: "dialog-closed" });
  const ask = () => {
    const question = fillPrompt(command.text, { ...values, ...given });
    const place = { paneId, conversationId };
    close();
    void (together ? runs.askAll(place, question) : runs.ask(place, question, false));
  };
  return (
    <DialogFrame title={`/${name}`} kind="small">
      <form
        className="command-form"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        {command.description !== "" && <p>{command.description}</p>}
        {missingWords(command.text, values).map((word, at) => {
          const id = `${ids}-${at}`;
          const shared = {
            id,
            className: "input",
            "data-first": at === 0 ? true : undefined,
            dir: "auto",
            value: given[word] ?? "",
          } as const;
          const type = (value: string) => setGiven({ ...given, [word]: value });
          return (
            <div key={word} className="field-of">
              <label htmlFor={id}>{isLong(word) ? words.fields[word] : word}</label>
              {isLong(word) ? (
                <textarea {...shared} onChange={(event) => type(event.target.value)} />
              ) : (
                <input {...shared} autoComplete="off" onChange={(event) => type(event.target.value)} />
              )}
            </div>
          );
        })}
        <FormButtons save={words.ask} cancel={words.cancel} onCancel={close} />
      </form>
    </DialogFrame>
  );
}

function isLong(word: string): word is "text" | "selection" | "reply" {
  return word === "text" || word === "selection" || word === "reply";
}
