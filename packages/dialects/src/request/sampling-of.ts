import type { Sampling } from "@grok/model";

export interface SamplingFields {
  readonly temperature?: number | undefined;
  readonly top_p?: number | undefined;
  readonly top_k?: number | undefined;
  readonly min_p?: number | undefined;
  readonly presence_penalty?: number | undefined;
  readonly frequency_penalty?: number | undefined;
  readonly seed?: number | undefined;
}

/** What a client said of sampling; the rest stays as the model has it. */
export function samplingOf(fields: SamplingFields): { sampling?: Partial<Sampling> } {
  const sampling: Partial<Sampling> = {
    ...(fields.temperature !== undefined && { temperature: fields.temperature }),
    ...(fields.top_p !== undefined && { topP: fields.top_p }),
    ...(fields.top_k !== undefined && { topK: fields.top_k }),
    ...(fields.min_p !== undefined && { minP: fields.min_p }),
    ...(fields.presence_penalty !== undefined && { presencePenalty: fields.presence_penalty }),
    ...(fields.frequency_penalty !== undefined && { frequencyPenalty: fields.frequency_penalty }),
    ...(fields.seed !== undefined && { seed: fields.seed }),
  };
  return Object.keys(sampling).length === 0 ? {} : { sampling };
}
