// What the branch cache needs of an engine: sequences whose state can be cut, saved and brought back. Everything here
// counts in tokens from the beginning of a sequence.

/** A saved point of a state that cannot be cut back to any length. */
export interface Checkpoint {
  /** Tokens of which it is the state. */
  readonly place: number;
  readonly bytes: number;
  /** The same in every list that holds this checkpoint; its memory is freed when none does. */
  readonly handle: object;
}

/** Checkpoints along one list of tokens. */
export interface Checkpoints {
  /** By place, ascending. */
  list(): readonly Checkpoint[];
  drop(handle: object): void;
}

/** A state that lies apart from any sequence. */
export interface SavedState {
  readonly tokens: readonly number[];
  /** Without its checkpoints. */
  readonly bytes: number;
  /** Whether it can be cut back to any length once it is loaded. */
  readonly cuttable: boolean;
  readonly checkpoints: Checkpoints;
  /** Frees it, checkpoints included. */
  remove(): void;
}

/** A sequence of the engine. */
export interface BranchSlot {
  /** Tokens whose state it holds. */
  readonly tokens: readonly number[];
  readonly length: number;
  /** Whether its state, as it is now, can be cut back to any length; else to checkpoints alone. */
  readonly cuttable: boolean;
  /** Whether checkpoints are taken, because a state can come to need them. */
  readonly checkpointed: boolean;
  readonly checkpoints: Checkpoints;
  /** Cuts it back to the longest usable beginning of `wanted`. */
  cutTo(wanted: readonly number[]): Promise<void>;
  clear(): Promise<void>;
  takeCheckpoint(): Promise<void>;
  save(): Promise<SavedState>;
  /** Puts a saved state in the place of all that it holds. */
  load(saved: SavedState): Promise<void>;
}

/** Tokens that stay usable of `held`, when at most the first `common` of them may. */
export function usableTokens(
  state: { readonly cuttable: boolean; readonly held: number; readonly checkpoints: Checkpoints },
  common: number,
): number {
  if (common >= state.held) return state.held;
  if (state.cuttable) return common;
  return state.checkpoints.list().findLast(({ place }) => place <= common)?.place ?? 0;
}
