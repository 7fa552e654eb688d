import { type HttpFailure, isContextFailure } from "./http-failure.ts";
import { otherLimit, type RequestField } from "./request-fields.ts";

/** A request made acceptable. */
export interface Revision {
  fields: readonly RequestField[];
  /** Left out, in the order they were sent. */
  dropped: readonly RequestField[];
  /** Names that this model will not take at another time either. */
  lasting: readonly string[];
}

const limits = ["max_tokens", "max_completion_tokens"];

/**
 * `fields` without what the refusal names, or `undefined` where it names nothing that could be left out.
 *
 * - A named field that has a weaker form takes it.
 * - Any other named field goes, and with it every other that is not OpenAI's, so that one round more is mostly enough.
 * - `max_tokens` and `max_completion_tokens` replace each other where the refusal speaks of the other.
 * - A limit that together with the prompt goes over the context is left out: the server then gives what is left,
 *   which is no more than was asked.
 */
export function reviseFields(fields: readonly RequestField[], failure: HttpFailure): Revision | undefined {
  if (failure.status !== 400 && failure.status !== 422) return undefined;
  const limit = fields.find((field) => limits.includes(field.name));
  if (isContextFailure(failure)) {
    if (!limit) return undefined;
    return { fields: without(fields, [limit]), dropped: [], lasting: [] };
  }

  const named = fields.filter((field) => !field.essential && names(failure, field));
  // "temperature and top_p cannot both be given": what nobody asked for goes first.
  const unasked = named.filter((field) => !field.asked);
  const droppable = unasked.length > 0 ? unasked : named;
  if (droppable.length === 0) return undefined;
  const lasting = isUnsupported(failure) ? droppable.map((field) => field.refusedAs ?? field.name) : [];

  const strong = droppable.find((field) => field.weaker);
  if (strong?.weaker) {
    const { weaker } = strong;
    return {
      fields: fields.map((field) => (field === strong ? weaker : field)),
      dropped: [strong],
      lasting: lasting.filter((name) => name === strong.refusedAs),
    };
  }

  if (limit && droppable.includes(limit)) {
    const other = otherLimit(limit.name);
    if (names(failure, { ...limit, name: other })) {
      const swapped = fields.map((field) => (field === limit ? { ...field, name: other } : field));
      const rest = droppable.filter((field) => field !== limit);
      return { fields: without(swapped, rest), dropped: rest, lasting };
    }
  }
  const dropped = fields.filter(
    (field) => droppable.includes(field) || (!field.essential && !standard.has(field.name)),
  );
  return { fields: without(fields, dropped), dropped, lasting };
}

/** OpenAI's own fields among those that this package sends. */
const standard = new Set([
  ...limits,
  "stream_options",
  "stop",
  "temperature",
  "top_p",
  "presence_penalty",
  "frequency_penalty",
  "seed",
  "reasoning_effort",
  "response_format",
  "logprobs",
  "echo",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "top_logprobs",
  "prompt_cache_key",
]);

function without(fields: readonly RequestField[], gone: readonly RequestField[]): readonly RequestField[] {
  return fields.filter((field) => !gone.includes(field));
}

/**
 * Whether the refusal is about the field: by structure, or by words. xAI writes names in camel case. A name that is
 * also an English word ("stop", "seed") counts only in quotes or right after a word for "field".
 */
function names(failure: HttpFailure, { name, alsoCalled }: RequestField): boolean {
  if (failure.fields.some((field) => field.split(/[\s,.]+/).includes(name))) return true;
  if (alsoCalled?.test(failure.message)) return true;
  const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const either = `(?:${name}|${camel})`;
  if (name.includes("_")) return new RegExp(`(?<!\\w)${either}(?!\\w)`).test(failure.message);
  return new RegExp(
    `['"\`]${either}['"\`]|(?:argument|parameter|field|property|supplied|model)s?:? ${either}(?!\\w)`,
    "i",
  ).test(failure.message);
}

/** Whether the field itself is unwelcome, rather than the value it had this time. */
function isUnsupported({ message, code }: HttpFailure): boolean {
  return /unsupported|unavailable|unknown|unrecogni[sz]ed|unexpected|extra|not (supported|permitted|allowed|recogni[sz]ed)/i.test(
    `${message} ${code}`,
  );
}
