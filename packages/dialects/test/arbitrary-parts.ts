import type { AnswerPart } from "@grok/dialects";
import type { FinishReason } from "@grok/model";
import fc from "fast-check";

const words = fc.array(fc.constantFrom("a ", "[1] ", "[2]", "[9]", "é🙂", "\n", '"{', ""), { maxLength: 5 });
const reasons: readonly FinishReason[] = [
  "stop",
  "length",
  "context-full",
  "tool-calls",
  "loop",
  "cancelled",
];

type Block = (id: string) => AnswerPart[];
const text = words.map(
  (said): Block =>
    (id) => [
      { type: "text-start", id },
      ...said.map((each): AnswerPart => ({ type: "text-delta", id, text: each })),
      { type: "text-end", id },
    ],
);
const reasoning = words.map(
  (said): Block =>
    (id) => [
      { type: "reasoning-start", id },
      ...said.map((each): AnswerPart => ({ type: "reasoning-delta", id, text: each })),
      { type: "reasoning-end", id },
    ],
);
const call = words.map(
  (said): Block =>
    (id) => [
      { type: "tool-input-start", id, name: "weather" },
      ...said.map((each): AnswerPart => ({ type: "tool-input-delta", id, text: each })),
      { type: "tool-input-end", id },
    ],
);
const search = fc.nat(2).map(
  (found): Block =>
    (id) => [
      { type: "server-tool-start", id, name: "x_search", input: '{"query":"a"}' },
      {
        type: "server-tool-end",
        id,
        sources: Array.from({ length: found }, (_, at) => ({
          number: at + 1,
          url: `https://x.example/${at}`,
          title: "@a",
        })),
      },
    ],
);

/** The parts of a whole answer, as they come from generation. */
export const arbitraryParts: fc.Arbitrary<readonly AnswerPart[]> = fc
  .tuple(fc.array(fc.oneof(text, reasoning, call, search), { maxLength: 6 }), fc.constantFrom(...reasons))
  .map(([blocks, reason]) => [
    { type: "start", modelId: "m", warnings: [] },
    ...blocks.flatMap((block, at) => block(`${at}`)),
    {
      type: "finish",
      reason,
      usage: { promptTokens: 5, cachedTokens: 2, outputTokens: 3, reasoningTokens: 1 },
    },
  ]);
