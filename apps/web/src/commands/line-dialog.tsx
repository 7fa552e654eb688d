import type { ConversationId, NodeId } from "@grok/conversation";
import { useState } from "react";
import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { FormButtons } from "../dialog/form-buttons.tsx";
import { useEffects } from "../effects/effects.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import "./forms.css";

/** What a title and a name hold. */
const charsMax = 200;

interface LineDialogProps {
  readonly conversationId: ConversationId;
  /** The message to be named; null: the conversation is. */
  readonly nodeId: NodeId | null;
}

/** A line to write: the title of a conversation, or the name of a message. */
export default function LineDialog({ conversationId, nodeId }: LineDialogProps) {
  const { line: words } = useWords().commands;
  const { dispatch, conversations, tree } = useEffects();
  const known = useWorkspace(({ list, trees }) =>
    nodeId === null
      ? list.rows[conversationId]?.title
      : trees.loaded[conversationId]?.bodies.get(nodeId)?.name,
  );
  const [text, setText] = useState(known ?? "");
  const close = () => dispatch({ type: "dialog-closed" });
  const save = () => {
    const line = text.trim();
    if (line !== (known ?? "")) {
      if (nodeId !== null) void tree.annotate(conversationId, nodeId, { name: line });
      else if (line !== "") void conversations.rename(conversationId, line);
    }
    close();
  };
  return (
    <DialogFrame title={nodeId === null ? words.rename : words.name} kind="small">
      <form
        className="command-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label>
          {nodeId === null ? words.renameField : words.nameField}
          <input
            className="input"
            data-first
            dir="auto"
            maxLength={charsMax}
            autoComplete="off"
            value={text}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {nodeId !== null && <p>{words.nameHint}</p>}
        <FormButtons save={words.keep} cancel={words.cancel} onCancel={close} />
      </form>
    </DialogFrame>
  );
}
