import { type FormEvent, useId, useState } from "react";
import { FormButtons } from "../dialog/form-buttons.tsx";
import { useEffects } from "../effects/effects.ts";
import type { PromptCommand } from "../state/prompt-commands.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import type { CommandsWords } from "./commands-words.ts";
import "./forms.css";
import { commandName } from "./parse-slash.ts";
import { isReserved } from "./registry.ts";

interface FormProps {
  /** As it is kept; without a name it is a new one. */
  readonly command: PromptCommand;
  readonly onDone: () => void;
}

/** A command being written. What the server refuses stays in the form, with its reason. */
export function OwnCommandForm({ command, onDone }: FormProps) {
  const { own: words } = useWords().commands;
  const { prompts } = useEffects();
  const others = useWorkspace(({ promptCommands }) => promptCommands.commands);
  const [draft, setDraft] = useState(command);
  const [wrong, setWrong] = useState<string | null>(null);
  const hints = useId();
  const change = (field: keyof PromptCommand, value: string) => {
    setDraft({ ...draft, [field]: value });
    setWrong(null);
  };
  const save = async () => {
    const made = { ...draft, name: draft.name.replace(/^\//, "").trim().toLowerCase() };
    const problem = faultOf(made, command.name, others, words);
    if (problem !== null) return setWrong(problem);
    const refused = await prompts.save(made);
    if (refused !== null) return setWrong(`${words.notSaved} ${refused.message}`);
    // Another name is another command: the old one goes, now that the new one is safe.
    if (command.name !== "" && command.name !== made.name) await prompts.forget(command.name);
    onDone();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form
      className="command-form own-form"
      aria-label={command.name === "" ? words.add : words.editOf(command.name)}
      onSubmit={onSubmit}
    >
      <div className="field-of">
        <label htmlFor={`${hints}-name`}>{words.name}</label>
        <input
          id={`${hints}-name`}
          className="input mono"
          // biome-ignore lint/a11y/noAutofocus: the user has just asked to write here
          autoFocus
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={33}
          aria-describedby={hints}
          value={draft.name}
          onChange={(event) => change("name", event.target.value)}
        />
        <small id={hints}>{words.nameHint}</small>
      </div>
      <label>
        {words.description}
        <input
          className="input"
          dir="auto"
          maxLength={200}
          autoComplete="off"
          placeholder={words.descriptionHint}
          value={draft.description}
          onChange={(event) => change("description", event.target.value)}
        />
      </label>
      <label>
        {words.text}
        <textarea
          className="input"
          dir="auto"
          aria-describedby={`${hints}-words`}
          value={draft.text}
          onChange={(event) => change("text", event.target.value)}
        />
      </label>
      <div className="known-words" id={`${hints}-words`}>
        <dl>
          {words.words.map(([word, what]) => (
            <div key={word}>
              <dt>
                <code>{word}</code>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p>{words.other}</p>
      </div>
      {wrong !== null && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      <FormButtons save={words.save} cancel={words.cancel} onCancel={onDone} />
    </form>
  );
}

function faultOf(
  { name, text }: PromptCommand,
  before: string,
  others: readonly PromptCommand[],
  words: CommandsWords["own"],
): string | null {
  if (!commandName.test(name)) return words.badName;
  if (isReserved(name)) return words.builtIn(name);
  if (name !== before && others.some((other) => other.name === name)) return words.taken(name);
  return text.trim() === "" ? words.noText : null;
}
