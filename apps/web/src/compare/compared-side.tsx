import { type ConversationNode, textOf } from "@grok/conversation";
import type { Ref } from "react";
import { MarkdownText } from "../markdown/markdown-text.tsx";
import { useWords } from "../words/words.ts";
import { ReplyFacts } from "./reply-facts.tsx";
import { ReplyPicker } from "./reply-picker.tsx";
import type { Comparison } from "./use-comparison.ts";

interface SideProps {
  readonly comparison: Comparison;
  readonly side: "left" | "right";
}

/** Which reply stands on this side, what made it, and the way to go on with it. */
export function SideHead({ comparison, side }: SideProps) {
  const { compare: words } = useWords();
  const { leftId, rightId } = comparison;
  const nodeId = side === "left" ? leftId : rightId;
  const body = comparison[side];
  return (
    <div className={`compare-head ${side}`}>
      <ReplyPicker
        comparison={comparison}
        side={words[side]}
        chosen={nodeId}
        near={leftId}
        onChoose={(chosen) => comparison.choose(side, chosen)}
      />
      {body !== undefined && <ReplyFacts body={body} />}
      {nodeId !== null && (
        <button type="button" className="b quiet" onClick={() => comparison.goOn(nodeId)}>
          {words.continueHere}
        </button>
      )}
    </div>
  );
}

/** A reply as it is read. */
export function SideText({
  body,
  side,
  scroller,
}: {
  body: ConversationNode | undefined;
  side: "left" | "right";
  scroller: Ref<HTMLElement>;
}) {
  const words = useWords();
  return (
    <article
      ref={scroller}
      className="compare-page"
      aria-label={words.compare[side]}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reachable by keyboard
      tabIndex={0}
    >
      {body !== undefined && (
        <MarkdownText key={body.id} text={textOf(body)} live={false} words={words.markdown} notes="below" />
      )}
    </article>
  );
}
