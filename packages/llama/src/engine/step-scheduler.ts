// Continuous batching over sequences. The library merges what is asked of it in one turn of the event loop into one
// native decode; left alone, its sequences fall out of step and never share one. Here all of them move in lock step:
// one step asks every sequence for its next piece, in ascending order of sequence, and waits for all. Order matters:
// the native side computes neighbours together only when their ids ascend.

/** One answer being computed. */
export interface Lane {
  /** Place in a batch; unique among the lanes of a scheduler. */
  readonly order: number;
  /** Prompt tokens still to evaluate; 0 when the lane writes its answer. */
  readonly promptTokensLeft: number;
  /**
   * Evaluates at most `tokensMax` prompt tokens, or takes one token further. "done" when the lane has ended; its owner
   * has been told by then. Must not reject, and must not start a second decode.
   */
  step(tokensMax: number): Promise<"more" | "done">;
}

export interface StepSchedulerOptions {
  /** Most tokens of one step. */
  batchTokens: number;
  /** Most prompt tokens of one step while some lane is writing, so that a long prompt does not stall it. */
  promptTokensBesideWriting: number;
  /** Resolves when the library's dispatch of the last step has come to rest. */
  settle: () => Promise<void>;
}

/** Fewer prompt tokens than this for one lane are not worth a place in a step. */
const shareMin = 32;

/** Runs lanes until each is done. Lanes join and leave between steps. */
export class StepScheduler {
  readonly #options: StepSchedulerOptions;
  #lanes: Lane[] = [];
  #actions: (() => Promise<void>)[] = [];
  #running = false;
  #turn = 0;

  constructor(options: StepSchedulerOptions) {
    this.#options = options;
  }

  /** `lane` takes part from the next step on. */
  add(lane: Lane): void {
    this.#lanes.push(lane);
    if (!this.#running) void this.#run();
  }

  /** Runs `action` while no lane is in a step; what is asked first runs first. */
  between<Result>(action: () => Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#actions.push(() => action().then(resolve, reject));
    if (!this.#running) void this.#run();
    return promise;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Lanes that are added together share the first step.
    await this.#options.settle();
    while (this.#lanes.length > 0 || this.#actions.length > 0) {
      for (let action = this.#actions.shift(); action; action = this.#actions.shift()) await action();
      const step = planStep(this.#lanes, this.#options, this.#turn++);
      const done = new Set<Lane>();
      await Promise.all(
        step.map(async ({ lane, tokensMax }) => {
          if ((await lane.step(tokensMax)) === "done") done.add(lane);
        }),
      );
      this.#lanes = this.#lanes.filter((lane) => !done.has(lane));
      await this.#options.settle();
    }
    this.#running = false;
  }
}

/**
 * Who takes part in the next step with how many tokens, in ascending order of lane.
 *
 * Every lane that writes takes part. Lanes with a prompt share what is left evenly, so that a short question is not
 * stuck behind a long one; when there are too many for that, they take turns (`turn`: number of the step).
 */
export function planStep(
  lanes: readonly Lane[],
  options: Omit<StepSchedulerOptions, "settle">,
  turn: number,
): { lane: Lane; tokensMax: number }[] {
  const writing = lanes.filter((lane) => lane.promptTokensLeft === 0);
  const reading = lanes.filter((lane) => lane.promptTokensLeft > 0);
  const room = Math.max(1, options.batchTokens - writing.length);
  const budget = writing.length > 0 ? Math.min(room, options.promptTokensBesideWriting) : room;

  const readersMax = Math.max(1, Math.floor(budget / shareMin));
  const first = reading.length > readersMax ? (turn * readersMax) % reading.length : 0;
  const readers = [...reading.slice(first), ...reading.slice(0, first)].slice(0, readersMax);

  const plan = writing.map((lane) => ({ lane, tokensMax: 1 }));
  let left = budget;
  const byNeed = readers.toSorted((a, b) => a.promptTokensLeft - b.promptTokensLeft);
  for (const [index, lane] of byNeed.entries()) {
    const tokensMax = Math.min(lane.promptTokensLeft, Math.floor(left / (byNeed.length - index)));
    plan.push({ lane, tokensMax });
    left -= tokensMax;
  }
  return plan.toSorted((a, b) => a.lane.order - b.lane.order);
}
