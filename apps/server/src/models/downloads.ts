import { type InstalledModel, type ModelHub, ModelHubError, type PullProgress } from "@grok/model-hub";

/** A model file on its way, or one that stopped on its way. */
export type DownloadState =
  | { readonly type: "running"; readonly progress: PullProgress | null }
  | { readonly type: "paused"; readonly bytesDone: number; readonly problem: string };

/** The downloads of this process, each once, with how far they are. */
export interface Downloads {
  state(id: string): DownloadState | undefined;
  /** What runs now. */
  ids(): readonly string[];
  /**
   * Begins or resumes; joins one that runs. Resolves when the model is here and rejects as the hub does, "cancelled"
   * after `pause`. `onBegun` is called when it has passed every check that fails at once.
   */
  start(id: string, options?: { acceptLicence?: string; onBegun?: () => void }): Promise<InstalledModel>;
  /** What came is kept. Throws `ModelHubError` "not-found" where nothing runs under that id. */
  pause(id: string): Promise<void>;
  /** Takes up what an earlier process left unfinished. */
  findPaused(): Promise<void>;
  forget(id: string): void;
  /** Pauses everything. */
  close(): Promise<void>;
}

interface Running {
  readonly controller: AbortController;
  readonly onBegun: (() => void)[];
  progress: PullProgress | null;
  done: Promise<InstalledModel>;
}

/** `onProgress` is told often, `onEnd` once for each download that came to its end, well or not. */
export function createDownloads(
  hub: ModelHub,
  onProgress: () => void,
  onEnd: (id: string, error: ModelHubError | null) => void,
): Downloads {
  const running = new Map<string, Running>();
  const paused = new Map<string, { bytesDone: number; problem: string }>();

  async function pull(
    id: string,
    entry: Running,
    acceptLicence: string | undefined,
  ): Promise<InstalledModel> {
    try {
      const model = await hub.pull(id, {
        signal: entry.controller.signal,
        ...(acceptLicence === undefined ? {} : { acceptLicence }),
        onProgress(progress) {
          entry.progress = progress;
          for (const begun of entry.onBegun.splice(0)) begun();
          onProgress();
        },
      });
      running.delete(id);
      onEnd(id, null);
      return model;
    } catch (error) {
      running.delete(id);
      const failure = toModelHubError(error);
      const stopped = failure.code === "cancelled";
      const bytesDone = await hub.info(id).then(
        (info) => info.partialBytes,
        () => 0,
      );
      if (bytesDone > 0) paused.set(id, { bytesDone, problem: stopped ? "" : failure.message });
      onEnd(id, failure);
      throw failure;
    }
  }

  return {
    state(id) {
      const entry = running.get(id);
      if (entry !== undefined) return { type: "running", progress: entry.progress };
      const left = paused.get(id);
      return left === undefined ? undefined : { type: "paused", ...left };
    },
    ids: () => [...running.keys()],
    start(id, { acceptLicence, onBegun } = {}) {
      const known = running.get(id);
      if (known !== undefined) {
        onBegun?.();
        return known.done;
      }
      paused.delete(id);
      const entry: Running = {
        controller: new AbortController(),
        progress: null,
        onBegun: onBegun === undefined ? [] : [onBegun],
        done: Promise.resolve() as never,
      };
      running.set(id, entry);
      entry.done = pull(id, entry, acceptLicence);
      onProgress();
      return entry.done;
    },
    async pause(id) {
      const entry = running.get(id);
      if (entry === undefined)
        throw new ModelHubError("not-found", `No download of "${id.slice(0, 100)}" is running.`);
      entry.controller.abort();
      await entry.done.catch(() => {});
    },
    async findPaused() {
      for (const { id } of hub.catalogue()) {
        if (running.has(id)) continue;
        const { partialBytes, installed } = await hub.info(id);
        if (partialBytes > 0 && installed === undefined && !running.has(id))
          paused.set(id, { bytesDone: partialBytes, problem: "" });
      }
      onProgress();
    },
    forget: (id) => void paused.delete(id),
    async close() {
      for (const { controller } of running.values()) controller.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
}

function toModelHubError(error: unknown): ModelHubError {
  if (error instanceof ModelHubError) return error;
  return new ModelHubError("disk-failed", "The download failed in a way that nobody foresaw.", {
    cause: error,
  });
}
