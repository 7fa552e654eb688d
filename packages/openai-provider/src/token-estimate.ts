import type { ChatMessage } from "@grok/model";

/** Han, kana, Hangul and their full-width forms: about a token a character in the vocabularies of today. */
const dense = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;

/**
 * Tokens that `text` takes, roughly, without the model's vocabulary; not rounded, so that pieces can be added up.
 *
 * The rule: a token for each CJK character, one for every 3.5 bytes of ASCII, and one for every 3 bytes of UTF-8 of
 * anything else. It is meant to come out somewhat high, because a prompt that turns out too long is refused.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) tokens += 1 / 3.5;
    else if (code >= 0x20000 && code < 0x40000) tokens += 1;
    else if (dense.test(character)) tokens += 1;
    else tokens += (code < 0x800 ? 2 : code < 0x10000 ? 3 : 4) / 3;
  }
  return tokens;
}

/** The same for a whole prompt: 4 tokens more for the frame of each message and 3 for the head of the answer. */
export function estimatePromptTokens(messages: readonly ChatMessage[]): number {
  return Math.ceil(messages.reduce((sum, message) => sum + 4 + estimateTokens(message.text), 3));
}
