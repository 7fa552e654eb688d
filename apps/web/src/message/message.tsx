import { leafBelow, type NodeId, siblingsOf } from "@grok/conversation";
import { type KeyboardEvent, memo, type ReactNode, useRef } from "react";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useBody, useTree, useView } from "../pane/use-view.ts";
import { useWords } from "../words/words.ts";
import { type FocusTarget, focusAfter, useFocusAfter } from "./focus-after.ts";
import { Question } from "./question.tsx";
import { QuestionEditor } from "./question-editor.tsx";
import { Reply } from "./reply.tsx";
import "./message.css";

interface MessageProps {
  readonly nodeId: NodeId;
  readonly role: "user" | "assistant";
  /** From 1. */
  readonly position: number;
  readonly count: number;
}

/** One message of the shown path: read, being written, or, where it is a question, open in an editor. */
export const Message = memo(function Message({ nodeId, role, position, count }: MessageProps) {
  const words = useWords();
  const body = useBody(nodeId);
  const editing = useView((view) => view.editing?.nodeId === nodeId) === true;
  const article = useRef<HTMLElement>(null);
  const turn = useVersions(nodeId);
  useFocusAfter(nodeId, article);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isWriting(event.target)) return;
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (step === 0) return;
    // These keys are back and forward elsewhere; on a message they are its versions, even at either end.
    event.preventDefault();
    turn.by(step, "message");
  };

  let content: ReactNode;
  if (body === undefined) content = <Unread role={role} />;
  else if (role === "user")
    content = editing ? (
      <QuestionEditor body={body} />
    ) : (
      <Question body={body} turn={turn} article={article} />
    );
  else content = <Reply body={body} turn={turn} article={article} />;

  return (
    <article
      ref={article}
      id={`node-${nodeId}`}
      className={role === "user" ? (position === 1 ? "entry ask first" : "entry ask") : "entry reply"}
      aria-label={role === "user" ? words.message.you : words.message.grok}
      aria-posinset={position}
      aria-setsize={count}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys for versions need a message that has the focus
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {content}
    </article>
  );
});

export interface Versions {
  /** From 0. */
  readonly index: number;
  readonly count: number;
  /** Shows the version that many places on, and puts the focus there. */
  readonly by: (step: number, target: FocusTarget) => void;
}

function useVersions(nodeId: NodeId): Versions {
  const tree = useTree();
  const place = usePlace();
  const { dispatch } = useEffects();
  const { ids, index } =
    tree?.nodes.has(nodeId) === true ? siblingsOf(tree, nodeId) : { ids: [nodeId], index: 0 };
  return {
    index,
    count: ids.length,
    by(step, target) {
      const next = ids[index + step];
      if (tree === undefined || next === undefined) return;
      focusAfter(next, target);
      dispatch({ type: "cursor-moved", ...place, leafId: leafBelow(tree, next), show: next });
    },
  };
}

/** Its body is on its way; lines stand where the text will be. */
function Unread({ role }: { role: MessageProps["role"] }) {
  const words = useWords();
  return (
    <div className="unread" data-role={role}>
      <span className="sr">{words.message.loading}</span>
    </div>
  );
}

function isWriting(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, [contenteditable='true']");
}
