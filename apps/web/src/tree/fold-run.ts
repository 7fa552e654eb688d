import type { NodeId } from "@grok/conversation";

/** A run of messages without a fork that is no longer than this is shown message for message. */
export const runLengthMax = 6;
/** Fewer than this are shown rather than counted. */
const foldedMin = 2;
/** A run keeps its beginning and its end: one question, and the last question with its reply. */
const headLength = 1;
const tailLength = 2;

/** Messages of a run that stand together: one that is shown, or several that one line stands for. */
export interface Stretch {
  /** First in `run`. */
  readonly start: number;
  readonly count: number;
}

/**
 * `run` cut into what is shown: long ones fold between their ends, but never over a message that `keeps`.
 *
 * `opened`: a stretch that holds one of these is not folded, so that it stays open when the run grows.
 * `lengthMax`: runs up to this length stay whole.
 */
export function foldRun(
  run: readonly NodeId[],
  keeps: (id: NodeId) => boolean,
  opened: ReadonlySet<NodeId>,
  lengthMax = runLengthMax,
): Stretch[] {
  const whole = run.length <= lengthMax;
  const stretches: Stretch[] = [];
  let start = 0;
  let open = false;
  const close = (end: number) => {
    const count = end - start;
    if (open || count < foldedMin)
      for (let at = start; at < end; at++) stretches.push({ start: at, count: 1 });
    else stretches.push({ start, count });
    open = false;
  };
  for (const [at, id] of run.entries()) {
    const shown = whole || at < headLength || at >= run.length - tailLength || keeps(id);
    if (!shown) {
      open ||= opened.has(id);
      continue;
    }
    if (at > start) close(at);
    stretches.push({ start: at, count: 1 });
    start = at + 1;
  }
  return stretches;
}
