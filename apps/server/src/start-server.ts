// Wiring: builds the adapters, hands them in, and takes everything apart again in the right order.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createRunManager } from "@grok/runs";
import manifest from "../package.json" with { type: "json" };
import { type Adapters, defaultAdapters } from "./adapters.ts";
import { openApiAccess } from "./api/access/open-api-access.ts";
import { createXaiDoor } from "./api/grpc/xai-door.ts";
import { openApi } from "./api/open-api.ts";
import { demandPassword } from "./auth/demand-password.ts";
import { createGuard } from "./auth/guard.ts";
import { openPasswordFile } from "./auth/password-file.ts";
import type { ServerConfig } from "./config/read-config.ts";
import { openDesktop } from "./desktop/desktop.ts";
import { openHome } from "./home/open-home.ts";
import { removeServerNote, writeServerNote } from "./home/server-note.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { listen } from "./http/listen.ts";
import { createRequestHandler } from "./http/request-handler.ts";
import { isLoopback, isWildcard } from "./http/same-site.ts";
import { createWebApp } from "./http/web-app.ts";
import { openLive } from "./live/open-live.ts";
import { createLog, errorFields, type Log, type LogFields } from "./log/log.ts";
import { openMeaning } from "./meaning/open-meaning.ts";
import { createServerMetrics } from "./metrics/server-metrics.ts";
import type { Replies } from "./models/first-start-driver.ts";
import { openModels } from "./models/open-models.ts";
import type { Readiness } from "./models/readiness.ts";
import { createConnectHandler } from "./rpc/connect-handler.ts";
import { registerServices } from "./rpc/services.ts";
import { localOwner } from "./rpc/workspace.ts";
import { createChangeHub } from "./subscribe/change-hub.ts";
import { throttle } from "./subscribe/throttle.ts";

const messageBytesMax = 4 * 2 ** 20;
const modelsTellEveryMs = 250;
const closeGraceMs = 1_000;
/** How often work that gives way to answers looks whether any is still being written. */
const quietEveryMs = 250;

export interface StartOptions {
  /** Whether missing models are looked for and fetched. Default true; false for commands that only pass by. */
  readonly firstStart?: boolean;
  /** Whether feeds that are on are listened to. Default true; false for commands that only pass by. */
  readonly feeds?: boolean;
  /** Where lines go that tell what happens. Default: standard error. */
  readonly log?: Log;
  /** For tests. */
  readonly adapters?: Adapters;
}

export interface RunningServer {
  /** "http://127.0.0.1:4242" */
  readonly url: string;
  readonly port: number;
  /** Whether a model can answer, and otherwise what is missing. */
  readiness(): Readiness;
  /** Ends replies as interrupted, their text kept, and gives the home back. Idempotent. */
  close(): Promise<void>;
}

/** Resolves when pages are served; models may still be on their way. Throws `ServerError` and the adapters' errors. */
export async function startServer(config: ServerConfig, options: StartOptions = {}): Promise<RunningServer> {
  const startedAtMs = Date.now();
  const now = Date.now;
  const { firstStart = true } = options;
  const log = options.log ?? logTo(config.log);
  const adapters = options.adapters ?? (await defaultAdapters(config));
  const logLine = (line: string) => log("info", line);

  const store = await openHome(config.home, (path) => adapters.openStore(path, logLine));
  const closing: (() => Promise<void> | void)[] = [() => store.close()];
  let closed: Promise<void> | undefined;
  const close = () => {
    // What fails to end must not keep the rest from ending.
    closed ??= closing.reduceRight(
      (before, next) =>
        before.then(next).catch((error) => log("error", "a part did not end well", errorFields(error))),
      Promise.resolve(),
    );
    return closed;
  };
  try {
    const passwords = openPasswordFile(config.home, now);
    if (config.password !== null && !(await passwords.verify(config.password)))
      await passwords.setPassword(config.password);
    demandPassword(config, passwords.isSet);
    const guard = createGuard(passwords, log, now);

    const apiAccess = await openApiAccess({
      home: config.home,
      passwordIsSet: passwords.isSet,
      counts: {
        admitted: (caller) => metrics.api.admitted(caller),
        refused: (reason) => metrics.api.refused(reason),
        tokens: (prompt, output) => metrics.api.tokens(prompt, output),
      },
      log,
      now,
    });
    closing.push(() => apiAccess.close());

    const tellModels = throttle(modelsTellEveryMs, () => {
      hub.modelsChanged();
      if (firstStart) meaning.look(localOwner);
    });
    closing.push(() => tellModels.cancel());
    const models = await openModels({
      home: config.home,
      modelsFolder: config.modelsFolder,
      branchCacheBytes: config.branchCacheBytes,
      adapters,
      log,
      onChange: tellModels,
      replies: () => runs,
    });
    closing.push(() => models.close());

    const live = await openLive({
      home: config.home,
      openIndex: adapters.openIndex,
      engine: config.scaleOut === null ? "sqlite" : "opensearch",
      listen: options.feeds ?? true,
      log,
      now,
    });
    closing.push(() => live.close());

    const runs = createRunManager({
      store,
      posts: live,
      resolveModel: models.library.resolve,
      onEvents: (run, events) => {
        metrics.runEvents(events);
        hub.runEvents(run, events);
      },
      onNodes: (_owner, conversationId, nodes) => hub.nodesChanged(conversationId, nodes),
      onConversation: (summary) => hub.conversationChanged(summary),
      log: (level, message, fields) => log(level, message, withoutWords(fields)),
    });
    const hub = createChangeHub({
      epoch: randomUUID(),
      snapshot: () => runs.snapshot(localOwner),
      endedEvents: (runId, after) => Array.fromAsync(runs.events(localOwner, runId, after)),
      models: () => models.library.state(false),
      onChange: (id) => meaning.changed(localOwner, id),
    });
    const meaning = openMeaning({
      store,
      models: () => models.hub.embedders(),
      embedder: models.embedder,
      openVectors: (kind) => adapters.openVectors(join(config.home, "meaning.db"), kind),
      replies: quietWhen(runs, apiAccess.queue),
      log,
    });
    closing.push(() => meaning.close());
    const metrics = createServerMetrics(
      {
        runsLive: () => runs.liveCount,
        subscribers: () => hub.readers,
        downloads: () => models.downloads.ids().length,
        engineRestarts: () => models.engineRestarts,
        branchCaches: () => models.engine.stats().map(({ branchCache }) => branchCache),
        feeds: live.healths,
        apiWaiting: () => apiAccess.queue.waiting,
        apiWorking: () => apiAccess.queue.taken,
      },
      startedAtMs,
    );
    await runs.recover();

    const shutdown = new AbortController();
    const api = openApi({
      home: config.home,
      access: apiAccess.api,
      models,
      live,
      shutdown: shutdown.signal,
      log,
      now,
      startedAtMs,
      version: manifest.version,
    });
    closing.push(() => api.close());
    const workspace = { store, runs, hub, meaning, now };
    const standing = {
      version: manifest.version,
      startedAtMs,
      missing: () => models.readiness().missing,
      loadedModels: () => models.engine.stats(),
    };
    const desktop = openDesktop(config.home);
    const webApp = createWebApp(config.webFolder);
    const rpc = createConnectHandler({
      routes: (router) => {
        registerServices(router, workspace, models, live, standing, desktop, apiAccess, tellModels);
        api.xai(router);
      },
      readMaxBytes: messageBytesMax,
      compress: !isLoopback(config.host),
      log,
      onCall: metrics.rpc,
      shutdown: shutdown.signal,
    });
    const listening = await listen(
      config.host,
      config.port,
      createRequestHandler({
        site: config,
        guard,
        metrics,
        webApp,
        rest: api.rest,
        live,
        log,
        version: manifest.version,
        readiness: models.readiness,
        pagesBuilt: webApp.built,
        rpc,
        xai: createXaiDoor(apiAccess.api, rpc, log),
      }),
    );
    closing.push(() => listening.close(closeGraceMs));
    closing.push(() => {
      hub.close();
      shutdown.abort();
    });
    // First of all, while tabs can still be told of the ends.
    closing.push(() => runs.dispose());
    closing.push(startHousekeeping({ store, runs, desktop, log, now }));

    const url = `http://${reachedAt(config.host)}:${listening.port}`;
    writeServerNote(config.home, { url, pid: process.pid, startedAtMs, token: guard.localToken });
    closing.push(() => removeServerNote(config.home));
    log("info", "pages are served", { url, ms: Date.now() - startedAtMs });
    models.begin(firstStart);
    if (firstStart) meaning.look(localOwner);
    return { url, port: listening.port, readiness: models.readiness, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** No answer is being written, neither in a conversation nor for a program. */
function quietWhen(runs: Replies, queue: { readonly taken: number }): Replies {
  return {
    get liveCount() {
      return runs.liveCount + queue.taken;
    },
    async idle() {
      await runs.idle();
      while (runs.liveCount + queue.taken > 0) await sleep(quietEveryMs, undefined, { ref: false });
    },
  };
}

/** How this machine itself reaches an address that is served on, as it stands in a URL. */
function reachedAt(host: string): string {
  if (isWildcard(host)) return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

/** Fields with errors as their names alone: what an error says may quote a message. */
function withoutWords(fields: LogFields = {}): LogFields {
  const { error, ...others } = fields;
  return error === undefined ? others : { ...others, error: String(error).split(":", 1)[0] };
}

function logTo(least: ServerConfig["log"]): Log {
  return createLog({
    least,
    pretty: process.stderr.isTTY === true,
    write: (line) => process.stderr.write(line),
    now: Date.now,
  });
}
