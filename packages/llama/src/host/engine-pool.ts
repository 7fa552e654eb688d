import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ModelError, type ModelSpec } from "@grok/model";
import type { EngineHostHooks } from "./engine-host.ts";
import { type EngineSize, enginesToUnload, type LoadedEngine } from "./memory-budget.ts";
import { RestartPolicy } from "./restart-policy.ts";

/** An engine as the pool handles it (see `EngineHost`). */
export interface PooledEngine {
  close(): Promise<void>;
}

export type EngineState = "loading" | "ready" | "lost" | "unloaded";

export interface EnginePoolOptions<Engine extends PooledEngine> {
  /** Starts an engine. Rejects with `ModelError`, and then leaves nothing running. */
  open(spec: ModelSpec, size: EngineSize, hooks: EngineHostHooks): Promise<Engine>;
  /** How large the engine of `spec` is to be. Throws `ModelError` "out-of-memory" where none fits. */
  size(spec: ModelSpec): EngineSize;
  memoryBudgetBytes: number;
  /** An engine unused for so long is unloaded; undefined keeps it until its memory is needed. */
  idleUnloadMs?: number;
  now(): number;
  onState(spec: ModelSpec, state: EngineState, error?: ModelError): void;
  onLog(spec: ModelSpec, level: "warn" | "error", message: string): void;
}

/** An engine lent to one answer. */
export interface EngineLease<Engine> {
  readonly engine: Engine;
  readonly size: EngineSize;
  /** Give back once; `answered`: an answer came to its end, which makes up for earlier deaths. */
  release(answered: boolean): void;
}

interface Entry<Engine> extends LoadedEngine {
  readonly spec: ModelSpec;
  readonly size: EngineSize;
  readonly policy: RestartPolicy;
  engine?: Engine;
  opening?: Promise<Engine>;
  lastDeath?: ModelError;
  /** Its memory is taken, or about to be. */
  holdsMemory: boolean;
  /** To be unloaded once no answer uses it: its model was taken from the list. */
  retired: boolean;
  idleTimer?: NodeJS.Timeout;
}

/** Keeps the engines of loaded models within a budget of memory and lends them to answers. */
export class EnginePool<Engine extends PooledEngine> {
  readonly #options: EnginePoolOptions<Engine>;
  readonly #entries = new Map<string, Entry<Engine>>();
  /** Who needs memory waits here in order of coming. */
  #roomQueue: Promise<void> = Promise.resolve();
  /** True while the first in that queue waits for a model in use; new answers then wait behind it. */
  #roomBlocked = false;
  #changed = Promise.withResolvers<void>();
  readonly #shutdown = new AbortController();

  constructor(options: EnginePoolOptions<Engine>) {
    this.#options = options;
  }

  /**
   * Lends the engine of `spec`, loading it first where necessary; undefined if `signal` aborts before.
   * Rejects with `ModelError`.
   */
  async lease(spec: ModelSpec, signal: AbortSignal): Promise<EngineLease<Engine> | undefined> {
    const aborted = onAbort(signal);
    for (;;) {
      while (this.#roomBlocked && !signal.aborted) await Promise.race([this.#changed.promise, aborted]);
      if (signal.aborted) return undefined;
      if (this.#shutdown.signal.aborted) throw shutDown();
      const entry = this.#entry(spec);
      entry.answers++;
      clearTimeout(entry.idleTimer);
      try {
        const engine = entry.engine ?? (await Promise.race([this.#open(entry), aborted]));
        if (engine && entry.engine === engine && !signal.aborted) return this.#lend(entry, engine);
      } catch (error) {
        this.#giveBack(entry);
        throw error;
      }
      this.#giveBack(entry);
    }
  }

  /** Unloads what is not among `specs` any more, once no answer uses it. */
  async retain(specs: readonly ModelSpec[]): Promise<void> {
    const kept = new Set(specs.map(keyOf));
    for (const [key, entry] of this.#entries) {
      entry.retired = !kept.has(key);
      if (entry.retired && entry.answers === 0) await this.#unload(entry);
    }
  }

  /** Unloads the engine of `spec` once no answer uses it. */
  async unload(spec: ModelSpec): Promise<void> {
    const entry = this.#entries.get(keyOf(spec));
    while (entry && entry.answers > 0) await this.#changed.promise;
    if (entry) await this.#unload(entry);
  }

  /** What is loaded or loading; without `engine` it is not ready yet. */
  loaded(): { spec: ModelSpec; engine?: Engine; size: EngineSize; answers: number; deaths: number }[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.holdsMemory)
      .map(({ spec, engine, size, answers, policy }) => ({
        spec,
        ...(engine && { engine }),
        size,
        answers,
        deaths: policy.deaths,
      }));
  }

  /** Closes all engines. Idempotent. */
  async dispose(): Promise<void> {
    this.#shutdown.abort();
    this.#change();
    const entries = [...this.#entries.values()];
    await Promise.all(entries.map((entry) => this.#unload(entry)));
    await Promise.allSettled(entries.map((entry) => entry.opening));
  }

  #entry(spec: ModelSpec): Entry<Engine> {
    const known = this.#entries.get(keyOf(spec));
    if (known) return known;
    const size = this.#options.size(spec);
    const policy = new RestartPolicy();
    const entry = {
      spec,
      size,
      policy,
      bytes: size.bytes,
      answers: 0,
      usedAtMs: 0,
      holdsMemory: false,
      retired: false,
    };
    this.#entries.set(keyOf(spec), entry);
    return entry;
  }

  #lend(entry: Entry<Engine>, engine: Engine): EngineLease<Engine> {
    return {
      engine,
      size: entry.size,
      release: (answered) => {
        if (answered) entry.policy.answered();
        this.#giveBack(entry);
      },
    };
  }

  #giveBack(entry: Entry<Engine>): void {
    entry.answers--;
    entry.usedAtMs = this.#options.now();
    if (entry.answers === 0) {
      const { idleUnloadMs } = this.#options;
      if (entry.retired) void this.#unload(entry);
      else if (idleUnloadMs !== undefined) {
        entry.idleTimer = setTimeout(() => void this.#unload(entry), idleUnloadMs).unref();
      }
    }
    this.#change();
  }

  #open(entry: Entry<Engine>): Promise<Engine> {
    entry.opening ??= this.#start(entry).finally(() => {
      delete entry.opening;
      if (!entry.engine) entry.holdsMemory = false;
      this.#change();
    });
    return entry.opening;
  }

  async #start(entry: Entry<Engine>): Promise<Engine> {
    const { spec, size, policy } = entry;
    for (;;) {
      const waitMs = policy.waitMs(this.#options.now());
      if (waitMs === undefined) throw givenUp(spec, policy.deaths, entry.lastDeath);
      if (waitMs > 0) await sleep(waitMs);
      await this.#makeRoom(entry);
      if (this.#shutdown.signal.aborted) throw shutDown();
      this.#options.onState(spec, "loading");
      const deathsBefore = policy.deaths;
      try {
        const engine = await this.#options.open(spec, size, this.#hooks(entry));
        if (policy.deaths > deathsBefore) continue;
        entry.engine = engine;
        if (this.#shutdown.signal.aborted) await this.#unload(entry);
        else this.#options.onState(spec, "ready");
        return engine;
      } catch (error) {
        if (policy.deaths === deathsBefore || this.#shutdown.signal.aborted) throw error;
      }
    }
  }

  #hooks(entry: Entry<Engine>): EngineHostHooks {
    return {
      signal: this.#shutdown.signal,
      onLog: (level, message) => this.#options.onLog(entry.spec, level, message),
      onDeath: (error) => {
        entry.policy.died(this.#options.now());
        entry.lastDeath = error;
        delete entry.engine;
        if (!entry.opening) entry.holdsMemory = false;
        this.#options.onState(entry.spec, "lost", error);
        this.#change();
      },
    };
  }

  /** Waits its turn, and then until `entry` fits into memory; unloads what is longest unused. */
  #makeRoom(entry: Entry<Engine>): Promise<void> {
    const turn = this.#roomQueue.then(async () => {
      while (!entry.holdsMemory && !this.#shutdown.signal.aborted) {
        const holders = [...this.#entries.values()].filter((other) => other.holdsMemory);
        const unload = enginesToUnload(holders, entry.bytes, this.#options.memoryBudgetBytes);
        if (unload) {
          entry.holdsMemory = true;
          for (const other of unload) await this.#unload(other);
        } else if (entry.answers === 0) {
          throw new ModelError("cancelled", `nobody waits for ${entry.spec.title} any more`);
        } else {
          this.#roomBlocked = true;
          await this.#changed.promise;
          this.#roomBlocked = false;
        }
      }
      this.#change();
    });
    this.#roomQueue = turn.catch(() => this.#change());
    return turn;
  }

  async #unload(entry: Entry<Engine>): Promise<void> {
    clearTimeout(entry.idleTimer);
    const { engine } = entry;
    if (!engine) return;
    delete entry.engine;
    await engine.close();
    if (!entry.opening) entry.holdsMemory = false;
    this.#options.onState(entry.spec, "unloaded");
    this.#change();
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

/** A model whose file has changed is another one. */
function keyOf(spec: ModelSpec): string {
  return JSON.stringify([spec.id, spec.path, spec.digest]);
}

function onAbort(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}

function shutDown(): ModelError {
  return new ModelError("engine-lost", "the engines were shut down");
}

function givenUp(spec: ModelSpec, deaths: number, last: ModelError | undefined): ModelError {
  return new ModelError(
    "model-broken",
    `the engine of ${spec.title} ended ${deaths} times in a row; the file ${basename(spec.path)} may be damaged, or the ` +
      `model too large for this machine. Remove and download it again, or choose another model. Last: ${last?.message}`,
    { cause: last },
  );
}
