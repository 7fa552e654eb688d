/** A file found on this machine that may be a model. Nothing has been read of it yet. */
export interface Candidate {
  /** Absolute, by the name under which its own program knows it. */
  path: string;
  bytes: number;
  /** Whose folder it is in, for people: "Ollama". */
  store: string;
  /** What its program calls it, where the file's name says nothing: "qwen3:4b". */
  label?: string;
}
