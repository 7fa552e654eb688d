/** Why something the user asked for did not happen, in a form that the catalogue has words for. */
export type ProblemKind =
  /** The server did not answer: gone, restarting, or no network. */
  | "unreachable"
  | "no-model"
  | "storage-full"
  /** As many runs as the server allows go on already. */
  | "too-many"
  | "not-found"
  | "too-large"
  | "refused";

export interface Problem {
  readonly kind: ProblemKind;
  /** The raw message, shown small; may be empty. */
  readonly message: string;
}
