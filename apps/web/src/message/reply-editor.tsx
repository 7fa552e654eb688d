import type { ConversationNode } from "@grok/conversation";
import { siblingsOf, textOf } from "@grok/conversation";
import { useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useTree } from "../pane/use-view.ts";
import { useWords } from "../words/words.ts";
import { EditField, useEdit } from "./edit-field.tsx";

/** A reply as its Markdown source. What is not touched keeps every byte; what is saved is a version of its own. */
export function ReplyEditor({ body }: { body: ConversationNode }) {
  const words = useWords();
  const place = usePlace();
  const tree = useTree();
  const { runs } = useEffects();
  const edit = useEdit(body.id);
  const [saving, setSaving] = useState(false);
  const changed = edit.text !== textOf(body);
  const versions = tree === undefined ? 1 : siblingsOf(tree, body.id).ids.length;

  const save = async (writeOn: boolean) => {
    setSaving(true);
    await runs.saveReply(place, body.id, edit.text, writeOn);
    setSaving(false);
  };
  const disabled = !changed || saving || edit.text.trim() === "";
  return (
    <section className="editor reply-editor" aria-label={words.editor.reply}>
      <EditField edit={edit} label={words.editor.markdown} unchanged={!changed} mono />
      <div className="editor-foot">
        <button type="button" className="b fill" disabled={disabled} onClick={() => void save(true)}>
          {words.editor.saveContinue}
        </button>
        <button type="button" className="b line" disabled={disabled} onClick={() => void save(false)}>
          {words.editor.saveBranch}
        </button>
        <button type="button" className="b quiet" onClick={edit.discard}>
          {words.editor.discard}
        </button>
        <span className="q">{changed ? words.editor.version(versions + 1) : words.editor.unchanged}</span>
      </div>
    </section>
  );
}
