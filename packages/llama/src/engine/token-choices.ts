// What a model thought of the tokens of a text. The library tells probabilities only after sampling settings, and only of
// what it samples; what it has underneath is asked here a second time, for the model's own view of the same place.

import type { LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";

/** A token with its natural log-probability before any sampling setting, and the likeliest in its place. */
export interface RawChoice {
  token: number;
  logProbability: number;
  /** Likeliest first. */
  top: readonly { token: number; logProbability: number }[];
}

export interface ChoiceWatch {
  /** How many of the likeliest are told. */
  top: number;
  /** Also of the tokens that are given; else only of those that are sampled. */
  given: boolean;
  /** The token that will be given after these. */
  following?: number | undefined;
  /** Told of each token in order, of a sampled one before it is yielded. */
  take(choice: RawChoice): void;
}

type Mapper = (place: number, index: number) => unknown;
type NativeSampler = { applyConfig(config: object): void; dispose(): void };
type LogitFilter = [tokens: number[], max: false, min: false, selected: boolean, top: number];

/** The library's own fields, read in version 3.22.1. */
interface LibrarySequence {
  _decodeTokens(
    tokens: Token[],
    logits: boolean[],
    priority: unknown,
    meter: unknown,
    shift: unknown,
    mapper: Mapper,
    after: unknown,
  ): Promise<unknown>;
  _context: {
    _ctx: {
      sampleToken(
        place: number,
        sampler: NativeSampler,
        probabilities: false,
        confidence: false,
        logits: LogitFilter,
        weight: boolean,
      ): Promise<
        [token: number, probabilities: undefined, confidence: undefined, logits: number[], weight?: number]
      >;
    };
  };
}
interface LibraryModel {
  _llama: { _bindings: { AddonSampler: new (model: unknown) => NativeSampler } };
  _model: unknown;
}

/**
 * Tells `watch` of each token from the next decode of `sequence` on; the returned function ends it.
 * What is sampled, and how, stays as it is.
 */
export function watchChoices(sequence: LlamaContextSequence, watch: ChoiceWatch): () => void {
  const library = sequence as unknown as LibrarySequence;
  const likeliest = sampler(sequence.model, { temperature: 0 });
  const several =
    watch.top > 0 ? sampler(sequence.model, { temperature: 1, topK: watch.top, seed: 0 }) : undefined;
  const decode = library._decodeTokens;

  async function read(place: number, token: number): Promise<void> {
    const { _ctx: context } = library._context;
    const [best, , , logits, weight = Number.NaN] = await context.sampleToken(
      place,
      likeliest,
      false,
      false,
      [[token], false, false, true, 0],
      true,
    );
    const known = pairs(logits);
    // `weight` is the sum of all tokens' weights where the likeliest has 1.
    const whole = (known.get(best) ?? Number.NaN) + Math.log(weight);
    const share = (logit: number | undefined) => (logit ?? Number.NaN) - whole;
    const top: { token: number; logProbability: number }[] = [];
    if (several) {
      const filter: LogitFilter = [[], false, false, false, watch.top];
      const [, , , others] = await context.sampleToken(place, several, false, false, filter, false);
      for (const [other, logit] of pairs(others)) top.push({ token: other, logProbability: share(logit) });
    }
    watch.take({ token, logProbability: share(known.get(token)), top });
  }

  library._decodeTokens = (tokens, logits, priority, meter, shift, mapper, after) => {
    const sampled = logits[tokens.length - 1] === true;
    const wanted = (index: number) =>
      index < tokens.length - 1 ? tokens[index + 1] : sampled ? undefined : watch.following;
    const places = tokens.map((_, index) => {
      return logits[index] === true || (watch.given && wanted(index) !== undefined);
    });
    const mapping: Mapper = async (place, index) => {
      const result = logits[index] === true ? await mapper(place, index) : undefined;
      const token = wanted(index) ?? result;
      if (typeof token === "number" && token >= 0 && (watch.given || index === tokens.length - 1)) {
        await read(place, token);
      }
      return result;
    };
    return decode.call(library, tokens, places, priority, meter, shift, mapping, after);
  };
  return () => {
    library._decodeTokens = decode;
    likeliest.dispose();
    several?.dispose();
  };
}

function sampler(model: LlamaModel, config: object): NativeSampler {
  const library = model as unknown as LibraryModel;
  const native = new library._llama._bindings.AddonSampler(library._model);
  native.applyConfig(config);
  return native;
}

/** Tokens with their logits, in the library's order, from its flat list. */
function pairs(flat: readonly number[]): Map<number, number> {
  const logits = new Map<number, number>();
  for (let index = 1; index < flat.length; index += 2)
    logits.set(flat[index - 1] as number, flat[index] as number);
  return logits;
}
