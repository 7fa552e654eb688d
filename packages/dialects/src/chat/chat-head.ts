/** What every object of one chat completion begins with. */
export interface ChatHead {
  /** "chatcmpl-…" */
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** Public id of the model that answers. */
  readonly model: string;
  /** "fp_…": the same weights have the same. */
  readonly fingerprint: string;
}

export function headFields({ id, created, model, fingerprint }: ChatHead) {
  return { id, created, model, system_fingerprint: fingerprint, service_tier: "default" };
}
