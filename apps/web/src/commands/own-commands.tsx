import { useEffect, useRef, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import type { PromptCommand } from "../state/prompt-commands.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { OwnCommandForm } from "./own-command-form.tsx";
import "./forms.css";
import "./own-commands.css";

const newCommand: PromptCommand = { name: "", description: "", text: "" };

/** The user's own commands: one list, and one form in the place of what it changes. */
export function OwnCommands() {
  const { own: words } = useWords().commands;
  const { prompts } = useEffects();
  const { phase, commands } = useWorkspace((workspace) => workspace.promptCommands);
  /** The name of the one in the form; "" for a new one. */
  const [editing, setEditing] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => void prompts.read(), [prompts]);
  const done = (focus: string) => {
    setEditing(null);
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-name="${focus}"]`)?.focus());
  };

  if (phase === "failed")
    return (
      <p className="q nothing">
        {words.unread}{" "}
        <button type="button" className="b quiet" onClick={() => void prompts.read()}>
          {words.again}
        </button>
      </p>
    );
  return (
    <div ref={frame}>
      <p className="sub">{words.intro}</p>
      {phase === "ready" && commands.length === 0 && editing === null && (
        <p className="q nothing">{words.empty}</p>
      )}
      {commands.length > 0 && (
        <div className="rows">
          {commands.map((command) =>
            command.name === editing ? (
              <OwnCommandForm key={command.name} command={command} onDone={() => done(command.name)} />
            ) : (
              <Row
                key={command.name}
                command={command}
                onEdit={() => setEditing(command.name)}
                onRemove={() => void prompts.remove(command).then(() => done(""))}
              />
            ),
          )}
        </div>
      )}
      {editing === "" ? (
        <OwnCommandForm command={newCommand} onDone={() => done("")} />
      ) : (
        <button type="button" data-name="" className="b line add-command" onClick={() => setEditing("")}>
          <Icon name="plus" small />
          {words.add}
        </button>
      )}
    </div>
  );
}

interface RowProps {
  readonly command: PromptCommand;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function Row({ command: { name, description, text }, onEdit, onRemove }: RowProps) {
  const { own: words } = useWords().commands;
  return (
    <div className="rowi own-command">
      <div>
        <code>/{name}</code>
        <small dir="auto">{description === "" ? text : description}</small>
      </div>
      <div className="rt">
        <button
          type="button"
          className="b quiet"
          data-name={name}
          aria-label={words.editOf(name)}
          onClick={onEdit}
        >
          {words.edit}
        </button>
        <button type="button" className="b quiet" aria-label={words.removeOf(name)} onClick={onRemove}>
          {words.remove}
        </button>
      </div>
    </div>
  );
}
