/** Finds the end of one JSON object in a text that comes in pieces, and that a grammar holds to JSON. */
export class JsonEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** How much of `piece` belongs to the object; `done` where it ends there. */
  push(piece: string): { length: number; done: boolean } {
    for (let index = 0; index < piece.length; index++) {
      const letter = piece[index];
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) {
        if (letter === "\\") this.#escaped = true;
        else if (letter === '"') this.#inString = false;
      } else if (letter === '"') this.#inString = true;
      else if (letter === "{" || letter === "[") this.#depth++;
      else if ((letter === "}" || letter === "]") && --this.#depth === 0)
        return { length: index + 1, done: true };
    }
    return { length: piece.length, done: false };
  }
}
