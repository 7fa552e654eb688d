import type { AnswerPart } from "@grok/dialects";
import type { Admission } from "../api-access.ts";
import { ApiError } from "../api-error.ts";
import { toApiError } from "../to-api-error.ts";

/**
 * The parts that `open` gives, with `admission` settled by what they used, at their end or when they are left. Aborting
 * settles at once, read or not: the work itself then ends within a token.
 */
export function settling(
  admission: Admission,
  open: () => AsyncIterable<AnswerPart>,
  signal: AbortSignal,
): AsyncIterable<AnswerPart> {
  let promptTokens = 0;
  let outputTokens = 0;
  let settled = false;
  const settle = () => {
    if (settled) return;
    settled = true;
    signal.removeEventListener("abort", settle);
    admission.settle({ promptTokens, outputTokens });
  };
  signal.addEventListener("abort", settle, { once: true });
  if (signal.aborted) settle();

  async function* read(): AsyncGenerator<AnswerPart> {
    try {
      for await (const part of open()) {
        if (part.type === "start") promptTokens += part.promptTokens ?? 0;
        // A delta is a token or more: what counts where the answer breaks off before it tells its usage.
        else if (/^(text|reasoning|tool-input)-delta$/.test(part.type)) outputTokens++;
        else if (part.type === "finish") {
          if (part.reason === "cancelled" && !signal.aborted)
            throw new ApiError(
              "unavailable",
              "The model was put away in the middle of the answer. Ask again.",
            );
          ({ promptTokens, outputTokens } = part.usage);
          settle();
        }
        yield part;
      }
    } catch (error) {
      throw toApiError(error);
    } finally {
      settle();
    }
  }
  return read();
}
