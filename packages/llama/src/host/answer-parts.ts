import { setTimeout as sleep } from "node:timers/promises";
import { ModelError, type ModelPart, type ModelSpec, type Usage } from "@grok/model";
import type { AnswerReport, AnswerRequest, EngineHost } from "./engine-host.ts";
import type { EngineLease } from "./engine-pool.ts";

/** How long an engine has, after an abort, to tell how far it came; a long prompt may take longer to let go of. */
const cancelGraceMs = 250;

type BlockKind = "text" | "reasoning" | "tool-input";

/**
 * The parts of one answer from a lent engine, which is given back when the engine has ended it, be it long after the
 * reader has left. Never throws.
 */
export async function* answerParts(
  spec: ModelSpec,
  request: AnswerRequest,
  lease: EngineLease<EngineHost>,
  signal: AbortSignal,
): AsyncGenerator<ModelPart> {
  const answer = lease.engine.answer(request);
  const usage: Usage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };
  const open = new Map<string, BlockKind>();
  const gone = Promise.withResolvers<undefined>();
  const leave = () => {
    answer.cancel();
    void sleep(cancelGraceMs, undefined, { ref: false }).then(() => gone.resolve(undefined));
  };
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });

  let pending: Promise<AnswerReport> | undefined;
  let ended = false;
  try {
    for (;;) {
      pending = answer.next();
      const report = await Promise.race([pending, gone.promise]);
      if (report === undefined) {
        for (const [id, kind] of open) yield { type: `${kind}-end`, id };
        return yield { type: "finish", reason: "cancelled", usage };
      }
      ended = report.type === "finished" || report.type === "failed";
      if (ended) lease.release(report.type === "finished");
      note(report, usage, open);
      yield partOf(report, spec, lease.size.contextTokens, usage);
      if (ended) return;
    }
  } finally {
    signal.removeEventListener("abort", leave);
    if (!ended) {
      answer.cancel();
      void drain(answer, pending).then((answered) => lease.release(answered));
    }
  }
}

function partOf(report: AnswerReport, spec: ModelSpec, contextTokens: number, usage: Usage): ModelPart {
  switch (report.type) {
    case "started":
      return {
        type: "start",
        modelId: spec.id,
        modelDigest: spec.digest,
        contextTokens,
        promptTokens: report.promptTokens,
        cachedTokens: report.cachedTokens,
        warnings: report.warnings,
      };
    case "part":
      return report.part;
    case "finished":
      return {
        type: "finish",
        reason: report.reason,
        usage: { ...usage, outputTokens: report.outputTokens, reasoningTokens: report.reasoningTokens },
        tokens: report.tokens,
        ...(report.rewindTo === undefined ? {} : { rewindTo: report.rewindTo }),
      };
    case "failed":
      return { type: "error", error: new ModelError(report.code, report.message) };
  }
}

/** Keeps count for an answer that the reader leaves before the engine has told how it ended. */
function note(report: AnswerReport, usage: Usage, open: Map<string, BlockKind>): void {
  if (report.type === "started") {
    usage.promptTokens = report.promptTokens;
    usage.cachedTokens = report.cachedTokens;
    return;
  }
  if (report.type !== "part") return;
  const { part } = report;
  if (part.type === "prompt") return;
  const cut = part.type.lastIndexOf("-");
  const kind = part.type.slice(0, cut) as BlockKind;
  if (part.type.endsWith("-start")) open.set(part.id, kind);
  else if (part.type.endsWith("-end")) open.delete(part.id);
  else {
    usage.outputTokens++;
    if (part.type === "reasoning-delta") usage.reasoningTokens++;
  }
}

/** Reads an answer that nobody listens to any more to its end; whether the engine ended it in good order. */
async function drain(
  answer: { next(): Promise<AnswerReport> },
  pending: Promise<AnswerReport> | undefined,
): Promise<boolean> {
  let report = await (pending ?? answer.next());
  while (report.type !== "finished" && report.type !== "failed") report = await answer.next();
  return report.type === "finished";
}
