import type { RunKind } from "@grok/conversation";
import type { GenerateRequest, ModelDescription } from "@grok/model";
import { asksForWriting } from "./question-kind.ts";

/** A model of no known ability that has written this much has lost its thread; the reader may continue it. */
const smallModelOutputTokensMax = 768;

/** Below this a model says the same again, which is not what "Regenerate" is pressed for. */
const liveTemperature = 0.3;

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
  const cool = model.sampling.temperature < liveTemperature;
  const sampling =
    cool && kind === "regenerate"
      ? { temperature: 0.6, minP: 0.1 }
      : cool && asksForWriting(ask.question)
        ? { temperature: liveTemperature, minP: 0.1 }
        : undefined;
  return {
    ...(sampling && { sampling }),
    ...(model.abilities.length === 0 && { outputTokensMax: smallModelOutputTokensMax }),
    // What was cut off was text; there is no way back into the thoughts before it.
    reasoning: ask.think && kind !== "continue" && model.abilities.includes("reasoning") ? "on" : "off",
  };
}
