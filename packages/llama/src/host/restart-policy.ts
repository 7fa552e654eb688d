/** After so many deaths in a row, without an answer between them, a model is given up. */
const deathsMax = 3;
/** Waits before starting again, after the first, second … death in a row. */
const waitsMs = [0, 500, 2_000];
/** So long after its last death a model that was given up gets one more try. */
const forgivenAfterMs = 10 * 60_000;

/** Decides whether an engine that died is started again. */
export class RestartPolicy {
  #deaths = 0;
  #lastDeathMs = 0;

  /** An answer came to its end: whatever went wrong before is over. */
  answered(): void {
    this.#deaths = 0;
  }

  died(nowMs: number): void {
    this.#deaths++;
    this.#lastDeathMs = nowMs;
  }

  get deaths(): number {
    return this.#deaths;
  }

  /** How long to wait before starting; undefined if the model is given up. */
  waitMs(nowMs: number): number | undefined {
    if (this.#deaths >= deathsMax) {
      if (nowMs - this.#lastDeathMs < forgivenAfterMs) return undefined;
      this.#deaths = deathsMax - 1;
    }
    if (this.#deaths === 0) return 0;
    const wait = waitsMs[this.#deaths - 1] ?? 0;
    return Math.max(0, this.#lastDeathMs + wait - nowMs);
  }
}
