import { toModelError } from "@grok/model";
import { decodeRate, type Hardware, type ModelHub, ModelHubError, stepDown } from "@grok/model-hub";
import { errorFields, type Log } from "../log/log.ts";
import type { Downloads } from "./downloads.ts";
import { type FirstStartEffect, type FirstStartEvent, stepFirstStart } from "./first-start.ts";
import type { LocalEngine, ModelLibrary } from "./model-library.ts";
import type { ModelsFile } from "./state-file.ts";

/** Answers that the engine gives to people meanwhile: beside them nothing can be measured. */
export interface Replies {
  readonly liveCount: number;
  idle(): Promise<void>;
}

/** A measurement that answers came between is made again, so often. */
const measuresMax = 3;

export interface FirstStartDriverOptions {
  readonly hub: ModelHub;
  readonly engine: LocalEngine;
  readonly downloads: Downloads;
  readonly library: ModelLibrary;
  readonly file: ModelsFile;
  readonly probeHardware: () => Promise<Hardware>;
  readonly replies: Replies;
  readonly log: Log;
  readonly onChange: () => void;
}

export interface FirstStartDriver {
  /** Goes on from where the last start ended. Returns at once. */
  begin(): void;
  /** Something that others did: a download that ended, a choice of the user's. */
  tell(event: FirstStartEvent): void;
  /** Resolves when nothing more goes on by itself, downloads aside. */
  settled(): Promise<void>;
  close(): void;
}

/** Does what the reducer of the first start asks for, one effect at a time, and keeps its state in the home. */
export function createFirstStartDriver(options: FirstStartDriverOptions): FirstStartDriver {
  const { hub, engine, downloads, library, file, log, onChange } = options;
  const stop = new AbortController();
  let working: Promise<void> = Promise.resolve();

  function tell(event: FirstStartEvent): void {
    if (stop.signal.aborted) return;
    const before = file.state.firstStart;
    const { state, effect } = stepFirstStart(before, event);
    if (state !== before) file.update({ firstStart: state });
    if (state.step !== before.step) log("info", "first start", { step: state.step, picked: state.picked });
    onChange();
    if (effect === null) return;
    working = working
      .then(() => perform(effect))
      .catch((error) =>
        log("error", "a step of the first start failed", { step: state.step, ...errorFields(error) }),
      );
  }

  async function perform(effect: FirstStartEffect): Promise<void> {
    if (stop.signal.aborted) return;
    switch (effect.type) {
      case "find":
        await hub.findOnDisk(stop.signal);
        return tell({ type: "found", canAnswer: library.current("grok") !== null });
      case "fetch-small":
        return fetch(library.smallest);
      case "fetch":
        return fetch(effect.id);
      case "warm":
        return warm(effect.measure);
      case "pick":
        return pick(effect.tokensPerSecond);
      case "test":
        return tell({ type: "tested", tokensPerSecond: (await measure(effect.id)) ?? 0 });
      case "step-down":
        return lesser(effect.id, effect.tokensPerSecond);
    }
  }

  /** Begins a download; its end is told by `downloads`, whoever began it, except that it could not begin. */
  function fetch(id: string): void {
    downloads.start(id).catch((error: unknown) => {
      if (!(error instanceof ModelHubError && error.code === "cancelled"))
        log("warn", "a model could not be fetched", { model: id, ...errorFields(error) });
    });
  }

  async function warm(withMeasure: boolean): Promise<void> {
    const id = library.current("grok");
    const isLocal = hub.specs().some((spec) => spec.id === id);
    if (id === null || !isLocal) return tell({ type: "warmed", tokensPerSecond: null });
    if (withMeasure) return tell({ type: "warmed", tokensPerSecond: await measure(id) });
    await engine
      .load(id)
      .catch((error) => log("warn", "a model could not be loaded", { model: id, ...errorFields(error) }));
  }

  /** Tokens a second, kept for the screen; null where the model could not be asked. */
  async function measure(id: string): Promise<number | null> {
    try {
      const outputTokensPerSecond = await undisturbedSpeed(id);
      file.update({ speeds: { ...file.state.speeds, [id]: outputTokensPerSecond } });
      log("info", "a model was measured", { model: id, tokensPerSecond: Math.round(outputTokensPerSecond) });
      return outputTokensPerSecond;
    } catch (error) {
      log("warn", "a model could not be measured", { model: id, ...errorFields(toModelError(error)) });
      return null;
    }
  }

  /** The best of what was measured until once nobody asked anything meanwhile. */
  async function undisturbedSpeed(id: string): Promise<number> {
    let best = 0;
    for (let i = 0; i < measuresMax; i++) {
      await options.replies.idle();
      best = Math.max(best, (await engine.speedTest(id)).outputTokensPerSecond);
      if (options.replies.liveCount === 0) break;
    }
    return best;
  }

  async function pick(tokensPerSecond: number | null): Promise<void> {
    const current = library.current("grok");
    const known = hub.catalogue().find(({ id }) => id === current);
    const choice = hub.chooseFor(usableHardware(await options.probeHardware()), {
      hubReachable: await hub.hubReachable(stop.signal),
      ...(tokensPerSecond === null || known === undefined
        ? {}
        : { decodeBytesPerSecond: decodeRate(tokensPerSecond, known) }),
    });
    const { entry, reasons, installed } = choice;
    // The smallest one is tried first; when it could not be had a moment ago it is not asked for again.
    if (!installed && entry.id === library.smallest) return tell({ type: "nothing-else" });
    tell({ type: "picked", id: entry.id, reason: reasons.join(" "), installed });
  }

  function lesser(id: string, tokensPerSecond: number): void {
    const down = stepDown(hub.catalogue(), id, tokensPerSecond);
    const installed = hub.specs().some((spec) => spec.id === down?.entry.id);
    if (down === undefined) tell({ type: "nothing-else" });
    else tell({ type: "picked", id: down.entry.id, reason: down.reason, installed });
  }

  /** Cards count only where the engine was seen to use them: what is installed may be its processor build. */
  function usableHardware(found: Hardware): Hardware {
    library.hardware = found;
    const usesGpu = engine.stats().some(({ gpu }) => gpu !== "" && gpu !== "cpu");
    const hardware = usesGpu ? found : { ...found, gpus: [], unifiedMemory: false };
    library.hardware = hardware;
    return hardware;
  }

  return {
    begin: () => tell({ type: "begun", canAnswer: library.current("grok") !== null }),
    tell,
    settled: () => working,
    close: () => stop.abort(),
  };
}
