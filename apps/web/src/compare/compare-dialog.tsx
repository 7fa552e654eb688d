import { type ConversationId, type NodeId, textOf } from "@grok/conversation";
import { useId, useMemo, useRef, useState } from "react";
import { useMedia } from "../app/use-media.ts";
import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { Segments } from "../reply-editor/segments.tsx";
import { documentOf } from "../reply-editor/source-editor.ts";
import { SourceField } from "../reply-editor/source-field.tsx";
import { useWords } from "../words/words.ts";
import { SideHead, SideText } from "./compared-side.tsx";
import { useLinkedScroll } from "./linked-scroll.ts";
import { type Comparison, useComparison } from "./use-comparison.ts";
import { WordDiff } from "./word-diff.tsx";
import "./compare.css";

/** "left" and "right" alone stand where there is no room for both. */
type CompareView = "beside" | "words" | "source" | "left" | "right";

interface CompareProps {
  readonly conversationId: ConversationId;
  readonly left: NodeId;
  /** Null: the version before or after. */
  readonly right: NodeId | null;
}

/** Any two replies of a conversation: as they read, word by word, and as source. */
export default function CompareDialog({ conversationId, left, right }: CompareProps) {
  const { compare: words } = useWords();
  const comparison = useComparison(conversationId, left, right);
  const narrow = useMedia("(max-width: 720px)");
  const [chosen, setView] = useState<CompareView>(narrow ? "words" : "beside");
  const controls = useId();
  const view = shownView(chosen, narrow);
  return (
    <DialogFrame
      title={words.title}
      kind="compare"
      view={view}
      tools={
        <Segments<CompareView>
          label={words.views}
          options={
            narrow
              ? { left: words.left, right: words.right, words: words.changes }
              : { beside: words.beside, words: words.words, source: words.source }
          }
          value={view}
          controls={controls}
          onChoose={setView}
        />
      }
    >
      {comparison !== null && (
        <>
          <div className="compare-heads">
            {view !== "right" && <SideHead comparison={comparison} side="left" />}
            {view !== "left" && <SideHead comparison={comparison} side="right" />}
          </div>
          <div id={controls} className="compare-body" role="tabpanel" aria-label={words.title}>
            <Compared comparison={comparison} view={view} />
          </div>
        </>
      )}
    </DialogFrame>
  );
}

/** The nearest view to the one chosen that there is at this width. */
function shownView(chosen: CompareView, narrow: boolean): CompareView {
  if (narrow) return chosen === "beside" || chosen === "source" ? "words" : chosen;
  return chosen === "left" || chosen === "right" ? "beside" : chosen;
}

function Compared({ comparison, view }: { comparison: Comparison; view: CompareView }) {
  const words = useWords();
  const { left, right, rightId } = comparison;
  const leftPage = useRef<HTMLElement>(null);
  const rightPage = useRef<HTMLElement>(null);
  useLinkedScroll(leftPage, rightPage, view === "beside");
  const before = left === undefined ? null : textOf(left);
  const after = right === undefined ? null : textOf(right);
  const against = useMemo(() => (before === null ? null : documentOf(before)), [before]);

  if (view === "left") return <SideText body={left} side="left" scroller={leftPage} />;
  if (view === "right" && rightId !== null)
    return <SideText body={right} side="right" scroller={rightPage} />;
  if (view === "beside")
    return (
      <>
        <SideText body={left} side="left" scroller={leftPage} />
        {rightId === null ? (
          <p className="compare-said">{words.compare.nothingChosen}</p>
        ) : (
          <SideText body={right} side="right" scroller={rightPage} />
        )}
      </>
    );
  if (rightId === null) return <p className="compare-said">{words.compare.nothingChosen}</p>;
  if (before === null || after === null)
    return (
      <p className="compare-said" role="status">
        {words.compare.reading}…
      </p>
    );
  if (view === "source")
    return (
      <SourceField
        key={`${left?.id}/${right?.id}`}
        begin={after}
        label={words.compare.source}
        phrases={words.editor.phrases}
        readOnly
        against={against}
      />
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's meaning with it
    <div
      className="compare-page whole"
      role="group"
      aria-label={words.compare.words}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reachable by keyboard
      tabIndex={0}
    >
      <WordDiff before={before} after={after} />
    </div>
  );
}
