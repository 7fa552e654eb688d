import { randomUUID } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { Usage } from "@grok/model";
import { xai } from "@grok/protocol";
import { ApiError } from "../api-error.ts";
import { fingerprintOf } from "../rest/begin-answers.ts";
import { beginSeveral } from "./begin-several.ts";
import { finishReasons } from "./finish-reason.ts";
import { readSampling } from "./read-sampling.ts";
import { usageOf } from "./usage.ts";
import { streamed, unary, type XaiCall } from "./xai-call.ts";
import type { XaiParts } from "./xai-parts.ts";

const promptsMax = 16;

/** Raw texts written on. */
export function sampleService(parts: XaiParts): ServiceImpl<typeof xai.Sample> {
  return {
    sampleText: unary(async (request, call) => {
      const choices: xai.SampleChoice[] = [];
      let whole: xai.SampleTextResponse | undefined;
      for await (const piece of pieces(parts, request, call)) {
        whole = piece;
        for (const choice of piece.choices) {
          const text = (choices[choice.index]?.text ?? "") + choice.text;
          choices[choice.index] = { ...choice, text };
        }
      }
      return { ...whole!, choices };
    }),
    sampleTextStreaming: streamed((request, call) => pieces(parts, request, call)),
  };
}

async function* pieces(
  { generation, now }: XaiParts,
  request: xai.SampleTextRequest,
  call: XaiCall,
): AsyncGenerator<xai.SampleTextResponse> {
  const { prompt: prompts, model: name } = request;
  if (prompts.length === 0 || prompts.length > promptsMax)
    throw new ApiError(
      "bad-request",
      `${prompts.length} texts are to be written on; it can be 1 to ${promptsMax}.`,
      {
        param: "prompt",
      },
    );
  const { count, sampling, ...limits } = readSampling(request);
  const { seed } = sampling;
  const begun = await beginSeveral(
    prompts.length * count,
    (place, signal) => {
      // One seed for all would say the same thing `n` times.
      const own = seed === undefined ? sampling : { ...sampling, seed: seed + (place % count) };
      const prompt = prompts[Math.floor(place / count)]!;
      return generation.complete(
        call.caller,
        { model: name, request: { prompt, sampling: own, ...limits } },
        signal,
      );
    },
    call,
  );
  const head = {
    id: randomUUID(),
    created: timestampFromMs(now()),
    model: begun.model.publicId,
    systemFingerprint: fingerprintOf(begun.model),
  };
  const usages = Array<Usage | null>(prompts.length * count).fill(null);
  for await (const { index, item } of begun.parts) {
    call.signal.throwIfAborted();
    if (item.type === "finish") usages[index] = item.usage;
    else if (item.type !== "text-delta") continue;
    const told = item.type === "finish" ? { finishReason: finishReasons[item.reason] } : { text: item.text };
    yield create(xai.SampleTextResponseSchema, {
      ...head,
      choices: [{ index, ...told }],
      usage: usageOf(usages, count),
    });
  }
}
