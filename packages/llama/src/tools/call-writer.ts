import { TokenText, type TokenVocabulary } from "../answer-text/token-text.ts";
import type { CallFormat } from "./call-format.ts";
import type { InputReader } from "./input-reader.ts";

export type CallPart =
  | { type: "tool-input-start"; id: string; name: string }
  | { type: "tool-input-delta"; id: string; text: string }
  | { type: "tool-input-end"; id: string };

export interface CallWriterOptions {
  vocabulary: TokenVocabulary & { tokenize(text: string, control: boolean, first: boolean): number[] };
  format: CallFormat;
  /** Names that may be called. */
  names: readonly string[];
  parallel: boolean;
  /** Reads the input of this tool. */
  reader(name: string): InputReader;
  /** An id that no other call has. */
  newId(): string;
  /** What the model may write from here on: the end of a name, the input of a tool, or anything. */
  hold(what: "name" | { input: string } | "free"): void;
  emit(part: CallPart): void;
}

/** What must stand behind a token, or in its place, in the template's text. */
export type NextText = { behind: string } | { instead: string };

/** Ends the name of a tool, which has none of it; one name may begin another. */
export const nameEnd = '"';

/** More calls in one answer are no plan any more. */
const callsMax = 64;
/** Tokens that may come to nothing between two calls. */
const betweenMax = 16;

/**
 * Writes the calls of one answer, from its first call on. What a call must hold is written for the model; it chooses the
 * name, and the input under the tool's grammar.
 */
export class CallWriter {
  readonly #options: CallWriterOptions;
  readonly #made = new Set<string>();
  #tokenText: TokenText;
  #phase: "name" | "input" | "between" = "name";
  #text = "";
  #between = 0;
  #open: { id: string; name: string; reader: InputReader } | undefined;

  constructor(options: CallWriterOptions) {
    this.#options = options;
    this.#tokenText = new TokenText(options.vocabulary);
  }

  /**
   * A call has begun; `written` of its beginning, from the marker on, stands already. The text that must stand before
   * the model goes on.
   */
  begin(written: string): string {
    const { format, names, hold } = this.#options;
    this.#tokenText = new TokenText(this.#options.vocabulary);
    this.#text = "";
    const open = format.open.slice(written.length);
    const [only, ...others] = names;
    if (only !== undefined && others.length === 0) return open + only + this.#named(only, format.afterName);
    this.#phase = "name";
    hold("name");
    return open;
  }

  /** Takes the next token: what must stand behind it or in its place, or "done" when the calls have ended. */
  push(token: number): NextText | "done" | undefined {
    const piece = this.#tokenText.push(token);
    if (this.#phase === "name") return this.#name(piece);
    return this.#phase === "input" ? this.#input(piece) : this.#next(piece);
  }

  /** Closes a call that is cut. */
  finish(): void {
    if (this.#open) this.#options.emit({ type: "tool-input-end", id: this.#open.id });
    this.#open = undefined;
  }

  #name(piece: string): NextText | undefined {
    const { names, format } = this.#options;
    this.#text += piece;
    const name = names.find((one) => this.#text === one + nameEnd);
    if (name === undefined) return undefined;
    return { instead: piece.slice(0, -nameEnd.length) + this.#named(name, format.afterName) };
  }

  #named(name: string, after: string): string {
    const id = this.#options.newId();
    this.#open = { id, name, reader: this.#options.reader(name) };
    this.#phase = "input";
    this.#text = "";
    this.#options.emit({ type: "tool-input-start", id, name });
    this.#options.hold({ input: name });
    return after;
  }

  #input(piece: string): NextText | "done" | undefined {
    const open = this.#open;
    if (!open || piece === "") return undefined;
    const { text, done } = open.reader.push(piece);
    this.#text += text;
    if (text !== "") this.#options.emit({ type: "tool-input-delta", id: open.id, text });
    if (!done) return undefined;
    this.finish();
    this.#options.hold("free");
    const call = `${open.name} ${this.#text}`;
    const repeats = this.#made.has(call);
    this.#made.add(call);
    if (!this.#options.parallel || repeats || this.#made.size >= callsMax) return "done";
    this.#phase = "between";
    this.#text = "";
    this.#between = 0;
    const { parameters, close } = this.#options.format;
    // Behind arguments one by one the end is the model's own: by it they end.
    return { behind: parameters ? "" : close };
  }

  /** Behind a call comes another one, or nothing. */
  #next(piece: string): NextText | "done" | undefined {
    const { marker, open } = this.#options.format;
    this.#text += piece;
    // Between control tokens and their spelling there is no difference here.
    const text = this.#text.replaceAll(/[\uFDD0\uFDD1]/g, "").trimStart();
    if (++this.#between > betweenMax) return "done";
    if (text.length < marker.length) return marker.startsWith(text) ? undefined : "done";
    if (!text.startsWith(marker) || !open.startsWith(text)) return "done";
    return { behind: this.begin(text) };
  }
}
