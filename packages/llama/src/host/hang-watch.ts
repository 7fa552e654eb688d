/** How often to call `tick`. */
export const tickMs = 5_000;

const minute = 60_000 / tickMs;
/**
 * Most ticks without a word, and without a sign of work. The process says a word every few seconds unless its event
 * loop stands still, which for two minutes nothing lets it do but loading. One native decode, though, may take minutes
 * on a slow machine, and one load the better part of an hour from a slow disk.
 */
const ticksMax = {
  loading: { silent: 10 * minute, stalled: 60 * minute },
  answering: { silent: 2 * minute, stalled: 15 * minute },
};

/**
 * Tells an engine that hangs from one that is slow.
 *
 * It counts ticks instead of looking at a clock: a program that was itself held up, or a machine that slept, has not
 * been waiting, and must not blame the engine for it.
 */
export class HangWatch {
  #silent = 0;
  #stalled = 0;
  #decodeCalls = 0;

  /** A message came. `decodeCalls`: with a mere sign of life, how many decodes there have been. */
  heard(decodeCalls?: number): void {
    this.#silent = 0;
    if (decodeCalls === undefined || decodeCalls !== this.#decodeCalls) this.#stalled = 0;
    this.#decodeCalls = decodeCalls ?? this.#decodeCalls;
  }

  /** To be called every `tickMs`. For people, what is wrong once the engine must count as hung. */
  tick(state: keyof typeof ticksMax | "idle"): string | undefined {
    if (state === "idle") {
      this.#silent = 0;
      this.#stalled = 0;
      return undefined;
    }
    const { silent, stalled } = ticksMax[state];
    if (++this.#silent >= silent) return `it had not said a word for ${(silent / minute) * 60} seconds`;
    if (++this.#stalled >= stalled) return `it had done nothing for ${stalled / minute} minutes`;
    return undefined;
  }
}
