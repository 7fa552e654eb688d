import { NeedleStream } from "../answer-text/needle-stream.ts";
import type { ParameterFormat } from "./call-format.ts";
import type { InputReader } from "./input-reader.ts";
import { JsonEnd } from "./json-end.ts";

/** Makes one JSON object of arguments that come one by one, under a grammar that holds them to their format. */
export class ParametersReader implements InputReader {
  readonly #format: ParameterFormat;
  readonly #end: string;
  readonly #texts: ReadonlySet<string>;
  /** What is between two values; undefined within one. */
  #between: string | undefined = "";
  /** `json`: what ends a value that may hold the end of an argument within it; undefined once it is past. */
  #value: { stream: NeedleStream; isText: boolean; json: JsonEnd | "unknown" | undefined } | undefined;
  #count = 0;

  /** `end`: the call's, behind its arguments. `texts`: names of the arguments that are no JSON. */
  constructor(format: ParameterFormat, end: string, texts: ReadonlySet<string>) {
    this.#format = format;
    this.#end = end;
    this.#texts = texts;
  }

  push(piece: string): { text: string; done: boolean } {
    let text = "";
    let left = piece;
    for (;;) {
      if (this.#value?.json) {
        if (left === "") return { text, done: false };
        const json = this.#value.json === "unknown" ? startOf(left) : this.#value.json;
        this.#value.json = json;
        if (json) {
          const value = json.push(left);
          text += value.text;
          if (!value.done) return { text, done: false };
          this.#value.json = undefined;
          left = left.slice(value.text.length);
        }
      }
      if (this.#value) {
        const hit = this.#value.stream.push(left);
        text += this.#value.isText ? JSON.stringify(hit.text).slice(1, -1) : hit.text;
        if (hit.needle === undefined) return { text, done: false };
        if (this.#value.isText) text += '"';
        this.#value = undefined;
        this.#between = "";
        left = hit.rest ?? "";
      }
      this.#between += left;
      const between = this.#between ?? "";
      if (between.startsWith(this.#end)) return { text: text + (this.#count > 0 ? "}" : "{}"), done: true };
      const { open, afterName, close } = this.#format;
      const at = between.startsWith(open) ? between.indexOf(afterName, open.length) : -1;
      if (at < 0) return { text, done: false };
      const name = between.slice(open.length, at);
      const isText = this.#texts.has(name);
      text += `${this.#count++ > 0 ? ", " : "{"}${JSON.stringify(name)}: ${isText ? '"' : ""}`;
      this.#value = { stream: new NeedleStream([close]), isText, json: isText ? undefined : "unknown" };
      left = between.slice(at + afterName.length);
      this.#between = undefined;
    }
  }
}

/** Numbers, true, false and null hold no end of an argument. */
function startOf(value: string): JsonEnd | undefined {
  return /^[{["]/.test(value) ? new JsonEnd() : undefined;
}
