/** Reads what a model writes as the input of a call, piece by piece. */
export interface InputReader {
  /** What `piece` adds to the input, as JSON text; `done` where the input ends with it. */
  push(piece: string): { text: string; done: boolean };
}
