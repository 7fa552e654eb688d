import { type ConversationNode, textOf } from "@grok/conversation";
import { memo, type RefObject, useState } from "react";
import { directionOf, languageOf } from "../markdown/script-of-text.ts";
import { useFormats, useWords } from "../words/words.ts";
import type { Versions } from "./message.tsx";
import { MessageActions } from "./message-actions.tsx";
import { Unanswered } from "./unanswered.tsx";
import { VersionsSwitch } from "./versions-switch.tsx";

/** Longer ones are set like text, not like a headword. */
const headwordCharsMax = 140;
/** Longer ones are cut on the screen until somebody asks for the rest. */
const foldAboveChars = 2_400;
const foldedChars = 1_600;

interface QuestionProps {
  readonly body: ConversationNode;
  readonly turn: Versions;
  readonly article: RefObject<HTMLElement | null>;
}

/** A question as the headword of the entry that follows. */
export const Question = memo(function Question({ body, turn, article }: QuestionProps) {
  const words = useWords();
  const formats = useFormats();
  const [unfolded, setUnfolded] = useState(false);
  const text = textOf(body);
  const folded = text.length > foldAboveChars && !unfolded;
  const long = text.length > headwordCharsMax || text.includes("\n");
  return (
    <>
      <div className="asked">
        <h2 className={long ? "ask-text long" : "ask-text"} lang={languageOf(text)} dir={directionOf(text)}>
          {folded ? `${text.slice(0, foldedChars)}…` : text}
        </h2>
        {folded && (
          <button type="button" className="b quiet unfold" onClick={() => setUnfolded(true)}>
            {words.message.showAll(formats.number(text.length))}
          </button>
        )}
        <Unanswered nodeId={body.id} />
      </div>
      <div className="meta">
        <VersionsSwitch {...turn} />
        <div className="own">
          <time
            className="num"
            dateTime={new Date(body.createdAtMs).toISOString()}
            title={formats.moment(body.createdAtMs)}
          >
            <bdi>{formats.when(body.createdAtMs)}</bdi>
          </time>
          <MessageActions body={body} article={article} small />
        </div>
      </div>
    </>
  );
});
