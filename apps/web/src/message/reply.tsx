import { type ConversationNode, textOf } from "@grok/conversation";
import { memo, type RefObject, useCallback } from "react";
import { useEffects } from "../effects/effects.ts";
import { placeInText } from "../live/cited-text.ts";
import { useCitedText } from "../live/use-cited-text.ts";
import type { CodeSnippet } from "../markdown/markdown-context.ts";
import { MarkdownText } from "../markdown/markdown-text.tsx";
import { usePlace } from "../pane/place.ts";
import { type LiveRun, partsOf } from "../state/runs.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import { brokeOff } from "./broken-off.ts";
import { FailureCard } from "./failure-card.tsx";
import type { Versions } from "./message.tsx";
import { MessageActions } from "./message-actions.tsx";
import { ProvenanceNote } from "./provenance-note.tsx";
import { ReasoningNote } from "./reasoning-note.tsx";
import { VersionsSwitch } from "./versions-switch.tsx";

interface ReplyProps {
  readonly body: ConversationNode;
  readonly turn: Versions;
  readonly article: RefObject<HTMLElement | null>;
}

/** An answer: its text, what made it in the margin, and what can be done with it. */
export const Reply = memo(function Reply({ body, turn, article }: ReplyProps) {
  const words = useWords();
  const run = useWorkspace(({ runs }) => runs.live[body.id]);
  const running = body.status === "running";
  const parts = partsOf(body, run);
  const text = textOf({ parts });
  const citations = running ? (run?.citations ?? body.citations) : body.citations;
  const cited = useCitedText(text, citations, body.status);
  const place = usePlace();
  const { codeEditor } = useEffects();
  const openCode = useCallback(
    (snippet: CodeSnippet) =>
      codeEditor.open(place, body.id, { ...snippet, offset: placeInText(text, citations, snippet.offset) }),
    [codeEditor, place, body.id, text, citations],
  );
  const reasoning = parts.find((part) => part.type === "reasoning");
  return (
    <>
      {reasoning !== undefined && (
        <ReasoningNote
          text={reasoning.text}
          durationMs={reasoning.durationMs}
          live={running && text === ""}
        />
      )}
      {text !== "" ? (
        <MarkdownText
          key={body.id}
          text={cited}
          live={running}
          words={words.markdown}
          // A block that is still being written would lose what comes after it was opened.
          {...(running ? {} : { onOpenInEditor: openCode })}
        />
      ) : running ? (
        reasoning === undefined && <Waiting run={run} />
      ) : (
        !brokeOff(body) && <p className="q">{words.message.empty}</p>
      )}
      {brokeOff(body) && <FailureCard body={body} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's meaning with it */}
      <div className="meta" role="group" aria-label={words.message.provenance}>
        <VersionsSwitch {...turn} />
        <ProvenanceNote body={body} run={run} />
      </div>
      {!running && <MessageActions body={body} article={article} />}
    </>
  );
});

/** Before the first word: the caret, and why it takes a while where that is known. */
function Waiting({ run }: { run: LiveRun | undefined }) {
  const words = useWords();
  const formats = useFormats();
  const why = run?.notice == null ? "" : (words.message.waiting[run.notice.code] ?? "");
  return (
    <p className="waiting" lang={formats.language}>
      {why !== "" && <span className="q">{why}</span>}
      <span className="caret" aria-hidden="true" />
    </p>
  );
}
