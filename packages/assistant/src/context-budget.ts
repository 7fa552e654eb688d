import { utf8Bytes } from "@grok/conversation";
import type { ChatMessage } from "@grok/model";

/** Room that must be left for an answer to be worth asking for. */
export const answerTokensMin = 64;

/** What a chat template may put around one message, and around all of them. */
const templateTokensPerMessage = 16;
const templateTokens = 96;

/**
 * More tokens than these messages can possibly take: no tokeniser in use makes more than one token of a UTF-8 byte.
 * Where even this fits, nothing needs to be counted.
 */
export function promptTokensMost(messages: readonly ChatMessage[]): number {
  return messages.reduce(
    (sum, message) => sum + utf8Bytes(message.text) + templateTokensPerMessage,
    templateTokens,
  );
}

/** Whether a prompt of `promptTokens` leaves room for an answer in `contextTokens`. */
export function fitsContext(promptTokens: number, contextTokens: number): boolean {
  return promptTokens + answerTokensMin <= contextTokens;
}

/** What to tell where it does not: the numbers, and the two ways on. */
export function contextFullMessage(count: { tokens: number; exact: boolean }, contextTokens: number): string {
  const tokens = `${count.exact ? "" : "about "}${count.tokens}`;
  return (
    `This branch takes ${tokens} tokens, and the model holds ${contextTokens} with at least ${answerTokensMin} of ` +
    "them for the answer. Nothing was cut and nothing was asked. Ask from an earlier message, or begin a new conversation."
  );
}
