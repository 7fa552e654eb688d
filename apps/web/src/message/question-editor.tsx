import type { ConversationNode } from "@grok/conversation";
import { siblingsOf, textOf } from "@grok/conversation";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useTree } from "../pane/use-view.ts";
import { useWords } from "../words/words.ts";
import { EditField, useEdit } from "./edit-field.tsx";
import "./question-editor.css";

/** A question in other words: a sibling of the old one, with an answer of its own. */
export function QuestionEditor({ body }: { body: ConversationNode }) {
  const words = useWords();
  const place = usePlace();
  const tree = useTree();
  const { runs, dispatch } = useEffects();
  const edit = useEdit(body.id);
  const changed = edit.text.trim() !== textOf(body).trim() && edit.text.trim() !== "";
  const versions = tree === undefined ? 1 : siblingsOf(tree, body.id).ids.length;
  const ask = () => {
    if (!changed) return;
    dispatch({ type: "edit-ended", ...place });
    void runs.rewrite(place, body.id, edit.text.trim());
  };
  return (
    <section className="editor" aria-label={words.editor.question}>
      <EditField edit={edit} label={words.editor.questionField} unchanged={!changed} onEnter={ask} />
      <div className="editor-foot">
        <button type="button" className="b fill" disabled={!changed} onClick={ask}>
          {words.editor.ask}
        </button>
        <button type="button" className="b quiet" onClick={edit.discard}>
          {words.editor.discard}
        </button>
        <span className="q">{changed ? words.editor.version(versions + 1) : words.editor.unchanged}</span>
      </div>
    </section>
  );
}
