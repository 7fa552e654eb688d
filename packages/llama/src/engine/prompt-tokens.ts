import type { ChatRole } from "@grok/model";
import { TokenText, type TokenVocabulary } from "../answer-text/token-text.ts";
import type { PromptPiece } from "./jinja-prompt.ts";

/** A message's content, ready to be put into a prompt. */
export interface PromptMessage {
  role: ChatRole;
  text: string;
  /** Ids that this very model generated for `text`, or for a text that begins like it. */
  tokens?: readonly number[];
}

/** What making a prompt needs to know of a model. */
export interface PromptVocabulary extends TokenVocabulary {
  /**
   * `control`: spellings of control tokens become those tokens; else they are letters like any other.
   * `first`: nothing stands before, which some vocabularies answer with a space.
   */
  tokenize(text: string, control: boolean, first: boolean): number[];
  /** Whether `token` is an id of this vocabulary. */
  has(token: number): boolean;
  /** The token a prompt must begin with, if the model wants one. */
  readonly begin: number | undefined;
}

export interface PromptTokens {
  tokens: number[];
  /**
   * Where other prompts are likely to part from this one, ascending, none at the ends: before what the user says, and,
   * where the template may think next, behind it.
   */
  boundaries: number[];
}

/**
 * The token ids of a prompt. Special tokens come from the template alone. `thinks`: the template renders an answer's
 * beginning otherwise once it is past, so that the next turn parts from this one behind the question.
 */
export function promptTokens(
  pieces: readonly PromptPiece[],
  messages: readonly PromptMessage[],
  vocabulary: PromptVocabulary,
  options: { thinks: boolean } = { thinks: false },
): PromptTokens {
  const tokens: number[] = [];
  const boundaries: number[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") tokens.push(...vocabulary.tokenize(plain, false, tokens.length === 0));
    plain = "";
  };

  for (const piece of pieces) {
    if (piece.type === "template") {
      flush();
      tokens.push(...vocabulary.tokenize(piece.text, true, tokens.length === 0));
      continue;
    }
    if (piece.type === "text") {
      plain += piece.text;
      continue;
    }
    const message = messages[piece.index];
    if (!message) throw new RangeError(`the prompt names message ${piece.index} of ${messages.length}`);
    if (message.role === "user") {
      flush();
      boundaries.push(tokens.length);
    }
    const known = message.tokens?.length ? knownTokens(message.tokens, message.text, vocabulary) : undefined;
    if (known) {
      flush();
      tokens.push(...known.tokens);
      plain = message.text.slice(known.length);
    } else plain += message.text;
    if (message.role === "user" && options.thinks) {
      flush();
      boundaries.push(tokens.length);
    }
  }
  flush();

  if (vocabulary.begin !== undefined && tokens[0] !== vocabulary.begin) {
    tokens.unshift(vocabulary.begin);
    for (const [index, boundary] of boundaries.entries()) boundaries[index] = boundary + 1;
  }
  const inside = boundaries.filter((boundary) => boundary > 0 && boundary < tokens.length);
  return { tokens, boundaries: [...new Set(inside)] };
}

/**
 * The longest beginning of `generated` whose text begins `text`, and how much of it that is (UTF-16 units).
 *
 * What people edit, cut back or write on keeps the ids of the part they left as it was.
 */
export function knownTokens(
  generated: readonly number[],
  text: string,
  vocabulary: PromptVocabulary,
): { tokens: readonly number[]; length: number } {
  const ordinary = generated.every(
    (token) => vocabulary.has(token) && vocabulary.controlName(token) === undefined,
  );
  const whole = ordinary ? vocabulary.textOf(generated, []) : undefined;
  if (whole !== undefined && text.startsWith(whole)) return { tokens: generated, length: whole.length };

  const reader = new TokenText(vocabulary);
  let read = "";
  let known = 0;
  let length = 0;
  for (const [index, token] of generated.entries()) {
    if (!vocabulary.has(token)) break;
    read += reader.push(token);
    if (!text.startsWith(read)) break;
    if (reader.holding) continue;
    known = index + 1;
    length = read.length;
  }
  return { tokens: generated.slice(0, known), length };
}
