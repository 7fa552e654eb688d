import type { InputReader } from "./input-reader.ts";

/** Finds the end of one JSON object, list or string in a text that comes in pieces, and that a grammar holds to JSON. */
export class JsonEnd implements InputReader {
  #depth = 0;
  #inString = false;
  #escaped = false;

  push(piece: string): { text: string; done: boolean } {
    for (let index = 0; index < piece.length; index++) {
      const letter = piece[index];
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) {
        if (letter === "\\") this.#escaped = true;
        else if (letter === '"') {
          this.#inString = false;
          if (this.#depth === 0) return { text: piece.slice(0, index + 1), done: true };
        }
      } else if (letter === '"') this.#inString = true;
      else if (letter === "{" || letter === "[") this.#depth++;
      else if ((letter === "}" || letter === "]") && --this.#depth === 0)
        return { text: piece.slice(0, index + 1), done: true };
    }
    return { text: piece, done: false };
  }
}
