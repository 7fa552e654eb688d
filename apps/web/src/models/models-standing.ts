import { canAnswer, type ModelEntry, type ModelsSnapshot } from "../state/model-entry.ts";

/** How it stands with answering, as the page of a new conversation tells it. */
export type ModelsStanding =
  | { readonly kind: "none"; readonly problem: string }
  | { readonly kind: "first-coming"; readonly coming: ModelEntry }
  | { readonly kind: "small"; readonly model: ModelEntry; readonly coming: ModelEntry | null }
  | { readonly kind: "ready"; readonly model: ModelEntry; readonly coming: ModelEntry | null };

export function standingOf(snapshot: ModelsSnapshot): ModelsStanding {
  const { models, grok, smallModelOnly, problem } = snapshot;
  const coming = comingOf(models);
  const model = models.find(({ id }) => id === grok) ?? models.find(canAnswer);
  if (model === undefined || !canAnswer(model))
    return coming === null ? { kind: "none", problem } : { kind: "first-coming", coming };
  return { kind: smallModelOnly ? "small" : "ready", model, coming };
}

/** The download that is told of: one that moves before one that rests, the largest first. */
function comingOf(models: readonly ModelEntry[]): ModelEntry | null {
  const rank = ({ phase, download }: ModelEntry) =>
    phase === "downloading" ? 2 : phase === "paused" && download !== null ? 1 : 0;
  const [first] = models
    .filter((model) => model.kind === "answers" && rank(model) > 0)
    .sort((a, b) => rank(b) - rank(a) || b.bytes - a.bytes);
  return first ?? null;
}
