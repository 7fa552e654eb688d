/** The one thing that the run manager asks of time besides the clock; tests hand in one that they advance themselves. */
export interface Timers {
  /** Calls `call` once after `delayMs`; the returned function takes it back and is harmless afterwards. */
  after(delayMs: number, call: () => void): () => void;
}

export const systemTimers: Timers = {
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs);
    return () => clearTimeout(timer);
  },
};
