import type { RunKind } from "@grok/conversation";
import type { GenerateRequest, ModelDescription } from "@grok/model";
import { asksForWriting } from "./question-kind.ts";

/** A model of no known ability that has written this much has lost its thread; the reader may continue it. */
const smallModelOutputTokensMax = 768;

/** Below this a model says much the same again, which is not what "Regenerate" is pressed for. */
const secondTryTemperatureMin = 0.5;
/** Below this a poem comes out as flat as a fact. */
const writingTemperatureMin = 0.3;

/**
 * What a request sets besides its messages. Facts keep the model's own sampling, which for small models is as good
 * as greedy; writing and second tries get some chance.
 */
export function requestSettings(ask: {
  model: ModelDescription;
  kind: RunKind;
  question: string;
  think: boolean;
}): Pick<GenerateRequest, "sampling" | "outputTokensMax" | "reasoning"> {
  const { model, kind } = ask;
  const temperatureMin =
    kind === "regenerate"
      ? secondTryTemperatureMin
      : asksForWriting(ask.question)
        ? writingTemperatureMin
        : 0;
  const isCool = model.sampling.temperature < temperatureMin;
  return {
    // The floor under the probabilities keeps the warmth from turning into nonsense.
    ...(isCool && { sampling: { temperature: temperatureMin, minP: 0.1 } }),
    ...(model.abilities.length === 0 && { outputTokensMax: smallModelOutputTokensMax }),
    // What was cut off was text; there is no way back into the thoughts before it.
    reasoning: ask.think && kind !== "continue" && model.abilities.includes("reasoning") ? "on" : "off",
  };
}
