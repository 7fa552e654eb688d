/** What a download is doing; `waiting` is for another process that fetches the same file. */
export type PullPhase =
  | "waiting"
  | "resolving"
  | "downloading"
  | "verifying"
  | "unpacking"
  | "converting"
  | "moving";

/** State of a download, sent at every change of phase and at most ten times a second in between. */
export interface PullProgress {
  phase: PullPhase;
  /** Of the phase, over all files of the model. */
  bytes: number;
  /** Absent while nobody has said. */
  totalBytes?: number;
  /** Over the last seconds; absent before there is anything to measure. */
  bytesPerSecond?: number;
  secondsLeft?: number;
}

/** Tells a step: how far the phase has come. Must not throw. */
export type OnStep = (phase: PullPhase, bytes: number, totalBytes?: number) => void;

const intervalMs = 100;
const rateWindowMs = 5_000;

/**
 * Turns steps, as often as they come, into progress at a pace that a screen can follow, with rate and time left.
 * `now`: milliseconds that only grow. The rate counts from where a phase starts, so a resumed download does not
 * look quick for what it already had.
 */
export function progressMeter(now: () => number, emit: (progress: PullProgress) => void): OnStep {
  let phase: PullPhase | undefined;
  let emittedAt = 0;
  let samples: { at: number; bytes: number }[] = [];

  return (nextPhase, bytes, totalBytes) => {
    const at = now();
    const changed = nextPhase !== phase;
    const previous = samples.at(-1);
    if (changed || (previous !== undefined && bytes < previous.bytes)) samples = [];
    phase = nextPhase;
    samples.push({ at, bytes });
    while (samples.length > 2 && at - (samples[1]?.at ?? at) >= rateWindowMs) samples.shift();
    if (!changed && bytes !== totalBytes && at - emittedAt < intervalMs) {
      // Samples between two reports are thinned out, so that a quick source does not fill the memory.
      if (samples.length > 200) samples.splice(1, samples.length - 2);
      return;
    }
    emittedAt = at;
    const first = samples[0];
    const seconds = first === undefined ? 0 : (at - first.at) / 1000;
    const bytesPerSecond = first !== undefined && seconds > 0 ? (bytes - first.bytes) / seconds : undefined;
    emit({
      phase: nextPhase,
      bytes,
      ...(totalBytes !== undefined && { totalBytes }),
      ...(bytesPerSecond !== undefined && { bytesPerSecond }),
      ...(bytesPerSecond !== undefined &&
        bytesPerSecond > 0 &&
        totalBytes !== undefined && { secondsLeft: Math.max(0, totalBytes - bytes) / bytesPerSecond }),
    });
  };
}
