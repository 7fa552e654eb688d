/** Names of accounts as far as the stream told them; the accounts named longest ago are forgotten first. */
export class KnownHandles {
  readonly #max: number;
  readonly #handles = new Map<string, string>();

  constructor(max = 50_000) {
    this.#max = max;
  }

  learn(did: string, handle: string): void {
    this.#handles.delete(did);
    // What the network itself writes for a name that does not lead back to the account.
    if (handle === "" || handle === "handle.invalid" || handle.length > 253) return;
    this.#handles.set(did, handle);
    if (this.#handles.size > this.#max) {
      const { value } = this.#handles.keys().next();
      if (value !== undefined) this.#handles.delete(value);
    }
  }

  /** "" where nobody told it. */
  of(did: string): string {
    return this.#handles.get(did) ?? "";
  }
}
