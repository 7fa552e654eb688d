import type { TokenChoice, TokenLogProbability } from "@grok/model";
import type { ChunkLogProbabilities } from "./answer-chunk.ts";

type Chosen = NonNullable<NonNullable<ChunkLogProbabilities>["content"]>[number];

const encoder = new TextEncoder();

/** What a chunk tells of the tokens of its text, in our terms. */
export function logProbabilitiesOf(told: ChunkLogProbabilities): TokenLogProbability[] {
  return (told?.content ?? []).map((one) => ({
    ...choiceOf(one),
    top: (one.top_logprobs ?? []).map(choiceOf).toSorted((a, b) => b.logProbability - a.logProbability),
  }));
}

function choiceOf({ token, logprob, bytes, id }: Omit<Chosen, "top_logprobs">): TokenChoice {
  const text = token.toWellFormed();
  return { tokenId: id ?? -1, text, bytes: bytes ?? [...encoder.encode(text)], logProbability: logprob };
}
