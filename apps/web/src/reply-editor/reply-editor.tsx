import { textOf } from "@grok/conversation";
import { useEffect, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { focusAfter } from "../message/focus-after.ts";
import { usePlace } from "../pane/place.ts";
import { useBody, useTree, useView } from "../pane/use-view.ts";
import { useWords } from "../words/words.ts";
import { EditorHead } from "./editor-head.tsx";
import { CopyOut, EditorStrip } from "./editor-strip.tsx";
import { OpenReply } from "./open-reply.tsx";
import { excerptOfReply } from "./reply-excerpt.ts";
import "./reply-editor.css";

/**
 * The reply that this pane has open for editing, in place of its conversation. One that is still being written is
 * waited for; where the reply has gone, the text can be taken along.
 */
export default function ReplyEditor() {
  const { editor: words } = useWords();
  const place = usePlace();
  const tree = useTree();
  const { dispatch, conversations, runs } = useEffects();
  const editing = useView((view) => view.editing) ?? null;
  const nodeId = editing?.nodeId ?? null;
  const body = useBody(nodeId);
  useEffect(() => {
    if (nodeId !== null) void conversations.readBodies(place.conversationId, [nodeId]);
  }, [conversations, place.conversationId, nodeId]);
  const running = body?.status === "running";
  const [waited, setWaited] = useState(running);
  useEffect(() => {
    if (running) setWaited(true);
    else if (waited && body !== undefined) {
      // It has gone on since the editor was asked for, and nobody could touch it.
      dispatch({ type: "edit-begun", ...place, nodeId: body.id, text: textOf(body) });
      setWaited(false);
    }
  }, [running, waited, body, dispatch, place]);
  if (editing === null || nodeId === null) return null;

  const onClosed = () => {
    focusAfter(nodeId, "message");
    dispatch({ type: "edit-ended", ...place });
    dispatch({ type: "jump-asked", ...place, nodeId });
  };
  if (body !== undefined && body.status !== "running" && !waited)
    return <OpenReply key={nodeId} body={body} begin={editing.text} onClosed={onClosed} />;
  const gone = body === undefined && tree !== undefined && !tree.nodes.has(nodeId);
  return (
    <section className="reply-editor" aria-label={words.reply}>
      <EditorHead excerpt={excerptOfReply(editing.text)} onClose={onClosed} />
      {running ? (
        <EditorStrip text={words.running}>
          <button type="button" className="b line" onClick={() => void runs.stop(nodeId)}>
            {words.stop}
          </button>
        </EditorStrip>
      ) : gone ? (
        <EditorStrip text={words.gone}>
          <CopyOut text={() => editing.text} />
        </EditorStrip>
      ) : (
        <p className="q editor-opening" role="status">
          {words.opening}…
        </p>
      )}
    </section>
  );
}
