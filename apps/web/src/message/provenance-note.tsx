import { type ConversationNode, leafBelow, type NodeId, textOf } from "@grok/conversation";
import type { ReactNode } from "react";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useTree } from "../pane/use-view.ts";
import type { LiveRun } from "../state/runs.ts";
import { countWords } from "../words/word-count.ts";
import { useFormats, useWords } from "../words/words.ts";
import { useWritingRate } from "./use-writing-rate.ts";

/** Notes that say how a reply ended, for those that came without them. */
const noteOfEnd: Readonly<Record<string, string>> = {
  length: "length",
  "context-full": "context-full",
  loop: "loop-cut",
};

/** Below this many tokens a rate says nothing. */
const ratedTokensMin = 8;

/** What made a reply, in the margin: who, how fast, and what one should know before believing it. */
export function ProvenanceNote({ body, run }: { body: ConversationNode; run: LiveRun | undefined }) {
  const words = useWords();
  const formats = useFormats();
  const { provenance, status, origin } = body;
  const said = words.provenance;
  const lines: ReactNode[] = [];
  const running = status === "running";
  const rate = useWritingRate(running && run !== undefined ? textOf(run) : "", running);

  if (origin === "edited") lines.push(<b key="by">{said.byYou}</b>);
  else if (provenance?.answeredBy === "code") lines.push(said.byCode);
  else if (provenance !== null) {
    const title = provenance.modelTitle || run?.modelTitle || "";
    const asked = provenance.modelAsked || title;
    lines.push(
      <span key="by">
        <b>{asked}</b>
        {title !== "" && title !== asked && words.units.comma + title}
      </span>,
    );
  } else if (origin === "imported") lines.push(said.imported);
  if (provenance?.mode === "fun" && origin !== "edited") lines.push(said.fun);
  if (body.sourceId !== null) lines.push(<SummaryOf key="of" sourceId={body.sourceId} />);
  if (origin === "continued") lines.push(said.continued);

  const reading = run?.reading ?? provenance?.live;
  if (reading !== undefined && reading !== null && origin !== "edited") {
    const count = reading.postsMatched;
    const quoted = body.citations.length > 0 ? body.citations.length : (run?.citations.length ?? 0);
    const [read, rest] = words.live.read(count, formats.number(count), quoted);
    lines.push(
      <span key="read">
        <b>{read}</b>
        {rest}
      </span>,
    );
    lines.push(words.live.asOf(formats.clockSeconds(reading.asOfMs)));
  }

  if (rate !== null) lines.push(said.writing(formats.number(rate)));
  if (provenance !== null && !running && origin !== "edited" && provenance.answeredBy === "model") {
    const { firstTokenMs, durationMs, outputTokens } = provenance;
    const writingMs = durationMs - firstTokenMs;
    const speed = [
      ...(firstTokenMs > 0 ? [said.firstToken(formats.seconds(firstTokenMs))] : []),
      ...(outputTokens >= ratedTokensMin && writingMs > 0
        ? [said.speed(formats.rate((outputTokens / writingMs) * 1000))]
        : []),
    ];
    lines.push(...speed);
  }
  if (status === "stopped") lines.push(said.stopped(formats.words(countWords(textOf(body)))));
  if (status === "interrupted" || status === "failed") {
    const endedAtMs = body.createdAtMs + (provenance?.durationMs ?? 0);
    const count = countWords(textOf(body));
    lines.push(count === 0 ? said.failed : said.interrupted(formats.clock(endedAtMs), formats.words(count)));
  }
  for (const note of notesOf(body)) lines.push(said.notes[note] ?? note);

  return (
    <p className="prov">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <span key={at} className="line">
          <bdi>{line}</bdi>
        </span>
      ))}
    </p>
  );
}

/** The way back to the branch that a reply sums up. */
function SummaryOf({ sourceId }: { sourceId: NodeId }) {
  const { provenance: said } = useWords();
  const place = usePlace();
  const tree = useTree();
  const { dispatch } = useEffects();
  const source = tree?.nodes.get(sourceId);
  if (tree === undefined || source === undefined || source.archivedAtMs !== null) return said.summary;
  return (
    <button
      type="button"
      className="prov-link"
      data-inline
      onClick={() =>
        dispatch({ type: "cursor-moved", ...place, leafId: leafBelow(tree, sourceId), show: sourceId })
      }
    >
      {said.summary}
    </button>
  );
}

function notesOf({ provenance, status }: ConversationNode): readonly string[] {
  if (provenance === null) return [];
  const end = status === "done" ? noteOfEnd[provenance.finishReason] : undefined;
  return end === undefined || provenance.notes.includes(end) ? provenance.notes : [end, ...provenance.notes];
}
