/** A prompt that asks for a sequence. */
export interface BranchRequest {
  readonly tokens: readonly number[];
  /** Where other prompts are likely to part from it, ascending. */
  readonly boundaries: readonly number[];
  /** Tokens that need not be evaluated where their state is there; less than all. */
  readonly reusable: number;
  /** State is shared within a tenant only. */
  readonly tenant: string;
  readonly signal: AbortSignal;
}
