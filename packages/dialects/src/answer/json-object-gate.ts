import { ModelError } from "@grok/model";
import type { AnswerPart } from "../answer-part.ts";

/** What a model is told where its answer is to be a JSON object of no given form. */
export const jsonObjectInstruction = "Answer with one JSON object and with nothing else.";

/**
 * `parts` with the text cut to its first JSON object: what a model writes around it (a fence, a sentence) is left out.
 * Throws `ModelError` "bad-answer" at the end of an answer that was not cut and holds none.
 */
export async function* onlyJsonObject(parts: AsyncIterable<AnswerPart>): AsyncGenerator<AnswerPart> {
  const gate = new JsonObjectGate();
  for await (const part of parts) {
    if (part.type === "text-delta") {
      const text = gate.push(part.text);
      if (text !== "") yield { type: "text-delta", id: part.id, text };
      continue;
    }
    if (part.type === "finish" && part.reason !== "tool-calls" && !gate.isWhole) {
      if (part.reason === "stop" || part.reason === "loop")
        throw new ModelError(
          "bad-answer",
          "The model wrote no JSON object. Ask again, or give a JSON schema.",
        );
    }
    yield part;
  }
}

class JsonObjectGate {
  #text = "";
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** The part of `text` that belongs to the object. */
  push(text: string): string {
    if (this.#text !== "" && this.#depth === 0) return "";
    let from = 0;
    if (this.#text === "") {
      from = text.indexOf("{");
      if (from < 0) return "";
    }
    let at = from;
    for (; at < text.length; at++) {
      this.#take(text[at]!);
      if (this.#depth === 0) {
        at++;
        break;
      }
    }
    const kept = text.slice(from, at);
    this.#text += kept;
    return kept;
  }

  get isWhole(): boolean {
    if (this.#text === "" || this.#depth > 0) return false;
    try {
      JSON.parse(this.#text);
      return true;
    } catch {
      return false;
    }
  }

  #take(character: string): void {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (character === "\\") this.#escaped = true;
      else if (character === '"') this.#inString = false;
    } else if (character === '"') this.#inString = true;
    else if (character === "{" || character === "[") this.#depth++;
    else if (character === "}" || character === "]") this.#depth--;
  }
}
