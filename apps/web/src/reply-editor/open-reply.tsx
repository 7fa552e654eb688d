import type { ConversationNode } from "@grok/conversation";
import { textOf } from "@grok/conversation";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useMedia } from "../app/use-media.ts";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useBody, useTree } from "../pane/use-view.ts";
import { useWords } from "../words/words.ts";
import { changedLines } from "./changed-lines.ts";
import { DiscardQuestion } from "./discard-question.tsx";
import { EditorBar, type EditorView } from "./editor-bar.tsx";
import { canBeSaved, EditorFoot } from "./editor-foot.tsx";
import { EditorHead } from "./editor-head.tsx";
import { EditorStrip } from "./editor-strip.tsx";
import { hiddenAbove } from "./hidden-above.ts";
import { excerptOfReply } from "./reply-excerpt.ts";
import { ReplyPreview } from "./reply-preview.tsx";
import { documentOf } from "./source-editor.ts";
import { SourceField } from "./source-field.tsx";
import { useReplyEdit } from "./use-reply-edit.ts";

interface OpenReplyProps {
  readonly body: ConversationNode;
  /** The text to begin with: as it was left, or the reply's own. */
  readonly begin: string;
  readonly onClosed: () => void;
}

/** A reply open in the editor: its source, how it reads, what has changed, and the ways to save it. */
export function OpenReply({ body, begin, onClosed }: OpenReplyProps) {
  const words = useWords();
  const place = usePlace();
  const tree = useTree();
  const { runs, conversations } = useEffects();
  const narrow = useMedia("(max-width: 720px)");
  const controls = useId();
  const original = textOf(body);
  const edit = useReplyEdit(body.id, begin);
  const [chosen, setView] = useState<EditorView>("write");
  const view = chosen === "preview" && !narrow ? "write" : chosen;
  const [asking, setAsking] = useState(false);
  const [saving, setSaving] = useState(false);
  const preview = useRef<HTMLDivElement>(null);
  const changed = edit.text !== original;
  const hidden = tree === undefined ? null : hiddenAbove(tree, body.id);

  const [againstId, setAgainst] = useState(body.id);
  const against = useBody(againstId) ?? body;
  useEffect(() => {
    void conversations.readBodies(place.conversationId, [againstId]);
  }, [conversations, place.conversationId, againstId]);
  const before = useMemo(() => documentOf(textOf(against)), [against]);
  const changes = useMemo(() => changedLines(before, documentOf(edit.text)), [before, edit.text]);

  useEffect(() => {
    // Elsewhere the keyboard would come up over what one wants to read first.
    if (!matchMedia("(pointer: coarse)").matches) edit.focus();
  }, [edit.focus]);

  const save = async (writeOn: boolean) => {
    const text = edit.settle();
    if (saving || hidden !== null || !canBeSaved(text, original)) return;
    setSaving(true);
    await runs.saveReply(place, body.id, text, writeOn);
    setSaving(false);
  };
  const close = () => {
    if (edit.settle() === original) onClosed();
    else setAsking(true);
  };
  const keep = () => {
    setAsking(false);
    edit.focus();
  };
  const follow = (share: number) => {
    const page = preview.current;
    if (page !== null) page.scrollTop = share * (page.scrollHeight - page.clientHeight);
  };
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.code !== "KeyS" && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) void save(event.key === "Enter");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };

  return (
    <section
      className="reply-editor"
      aria-label={words.editor.reply}
      data-view={view}
      onKeyDownCapture={onKeyDownCapture}
      onKeyDown={onKeyDown}
    >
      <EditorHead excerpt={excerptOfReply(original)} onClose={close} asking={asking} />
      {asking ? (
        <DiscardQuestion onDiscard={onClosed} onKeep={keep} />
      ) : (
        <EditorBar
          body={body}
          view={view}
          narrow={narrow}
          controls={controls}
          changes={changes}
          againstId={againstId}
          onView={setView}
          onAgainst={setAgainst}
        />
      )}
      {hidden !== null && (
        <EditorStrip text={words.editor.archived}>
          <button
            type="button"
            className="b line"
            onClick={() =>
              void conversations.restoreBranch(place.paneId, place.conversationId, hidden, body.id)
            }
          >
            {words.editor.bringBack}
          </button>
        </EditorStrip>
      )}
      <div className="editor-split" id={controls} role="tabpanel" aria-label={words.editor[view]}>
        <div className="source-place" hidden={view === "preview"}>
          <SourceField
            begin={begin}
            label={words.editor.markdown}
            phrases={words.editor.phrases}
            against={view === "changes" ? before : null}
            onAttach={edit.attach}
            onEdit={edit.touched}
            onPlace={follow}
          />
        </div>
        {(!narrow || view === "preview") && <ReplyPreview text={edit.text} scroller={preview} />}
      </div>
      <EditorFoot
        nodeId={body.id}
        text={edit.text}
        changed={changed}
        blocked={saving || hidden !== null}
        onSave={(writeOn) => void save(writeOn)}
      />
    </section>
  );
}
