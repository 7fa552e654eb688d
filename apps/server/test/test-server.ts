import { webcrypto } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { type ConversationStore, idMaker } from "@grok/conversation";
import { openLiveIndex } from "@grok/live";
import type { Embedder, ModelProvider } from "@grok/model";
import {
  ConversationService,
  KeyService,
  LiveService,
  LiveUse,
  Mode,
  ModelService,
  RunKind,
  RunService,
  SystemService,
} from "@grok/protocol";
import {
  type Adapters,
  type Log,
  type RunningServer,
  readConfig,
  type ServerConfig,
  startServer,
} from "@grok/server";
import { openSqliteStore } from "@grok/store";
import { openVectorIndex } from "@grok/vectors";
import { type ScriptedEngine, scriptedEngine } from "./scripted-engine.ts";
import { type ScriptedHub, scriptedHub, testHardware } from "./scripted-hub.ts";

const nextId = idMaker(() => webcrypto.getRandomValues(new Uint32Array(1))[0]!);
export const newId = () => nextId(Date.now());

export interface TestServerOptions {
  readonly config?: Partial<ServerConfig>;
  /** Models that are installed. Default "small". */
  readonly models?: readonly string[];
  /** Whether the first start may act. Default false. */
  readonly firstStart?: boolean;
  /** Changes the store, for instance to let it fail. */
  readonly store?: (store: ConversationStore) => ConversationStore;
  /** Models behind addresses, by base URL. */
  readonly providers?: Readonly<Record<string, ModelProvider>>;
  /** What makes vectors on this machine. Default: nothing does. */
  readonly embedder?: Embedder;
  /** Goes on with the home, hub and engine of a server that was closed. */
  readonly after?: TestServer;
}

const started: TestServer[] = [];
const homes = new Set<string>();

/** A whole server over a real store, with a scripted model inside. */
export class TestServer {
  readonly hub: ScriptedHub;
  readonly engine: ScriptedEngine;
  readonly config: ServerConfig;
  readonly log: { level: string; message: string; fields: unknown }[] = [];
  #running: RunningServer | undefined;

  private constructor(options: TestServerOptions) {
    const { after } = options;
    const home = after?.config.home ?? mkdtempSync(join(tmpdir(), "grok-server-"));
    homes.add(home);
    this.config = { ...readConfig({ GROK_HOME: home }, ["--port", "0"]), ...options.config };
    this.hub = after?.hub ?? scriptedHub(options.models ?? ["small"]);
    this.engine = after?.engine ?? scriptedEngine(() => this.hub.specs());
  }

  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options);
    const adapters: Adapters = {
      openStore: async (path) => {
        const store = await openSqliteStore(path);
        return options.store?.(store) ?? store;
      },
      openHub: async () => server.hub,
      createEngine: () => server.engine,
      createProvider: ({ baseUrl }) => options.providers?.[baseUrl] ?? unreachableProvider(baseUrl),
      createEmbedder: () => options.embedder ?? noEmbedder,
      createRemoteEmbedder: () => noEmbedder,
      openVectors: openVectorIndex,
      probeHardware: async () => testHardware,
      openIndex: (folder, retention, log) => openLiveIndex(folder, { retention, log }),
    };
    const log: Log = (level, message, fields) => server.log.push({ level, message, fields });
    server.#running = await startServer(server.config, {
      adapters,
      log,
      firstStart: options.firstStart ?? false,
    });
    started.push(server);
    return server;
  }

  get url(): string {
    return this.#running!.url;
  }

  get port(): number {
    return this.#running!.port;
  }

  /** What a browser uses, unless told otherwise. */
  clients(
    transport: Transport = createConnectTransport({ baseUrl: this.url, useBinaryFormat: true }),
  ): Clients {
    return {
      conversations: createClient(ConversationService, transport),
      runs: createClient(RunService, transport),
      models: createClient(ModelService, transport),
      live: createClient(LiveService, transport),
      system: createClient(SystemService, transport),
      keys: createClient(KeyService, transport),
    };
  }

  close(): Promise<void> {
    return this.#running!.close();
  }

  /** Closes all servers of this file and takes their homes away. */
  static async disposeAll(): Promise<void> {
    for (const server of started) await server.close();
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  }
}

export interface Clients {
  readonly conversations: Client<typeof ConversationService>;
  readonly runs: Client<typeof RunService>;
  readonly models: Client<typeof ModelService>;
  readonly live: Client<typeof LiveService>;
  readonly system: Client<typeof SystemService>;
  readonly keys: Client<typeof KeyService>;
}

/** The ids of one question and its reply. */
export interface Asked {
  readonly conversationId: string;
  readonly rootId: string;
  readonly questionId: string;
  readonly replyId: string;
}

/** A question in a new conversation, or below `parentId` of one that is there. */
export async function ask(
  { runs }: Pick<Clients, "runs">,
  text: string,
  where: Partial<Asked> & { parentId?: string; viewId?: string; model?: string; live?: LiveUse } = {},
): Promise<Asked> {
  const asked: Asked = {
    conversationId: where.conversationId ?? newId(),
    rootId: where.rootId ?? newId(),
    questionId: where.questionId ?? newId(),
    replyId: where.replyId ?? newId(),
  };
  await runs.startRun({
    ...asked,
    kind: RunKind.ANSWER,
    question: { id: asked.questionId, parentId: where.parentId ?? asked.rootId, text },
    model: where.model ?? "grok",
    mode: Mode.REGULAR,
    viewId: where.viewId ?? "",
    live: where.live ?? LiveUse.UNSPECIFIED,
  });
  return asked;
}

/** The reply once it has ended. */
export async function ended({ runs }: Pick<Clients, "runs">, runId: string) {
  for await (const { events } of runs.watchRun({ runId }))
    for (const { kind } of events) if (kind.case === "ended") return kind.value.node!;
  throw new Error(`the run ${runId} went without an end`);
}

const noEmbedder: Embedder = {
  name: "none",
  list: async () => [],
  embed: () => Promise.reject(new Error("the test has no embedder")),
  rerank: () => Promise.reject(new Error("the test has no embedder")),
  dispose: async () => {},
};

function unreachableProvider(baseUrl: string): ModelProvider {
  throw new Error(`the test has no provider at ${baseUrl}`);
}
