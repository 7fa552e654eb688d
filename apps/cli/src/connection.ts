import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import {
  ConversationService,
  KeyService,
  LiveService,
  ModelService,
  RunService,
  SystemService,
} from "@grok/protocol";
import { readServerNote, type ServerConfig, startServer } from "@grok/server";
import { ProgressLine } from "./terminal.ts";

/** Clients for one server; `close` ends the server too where this process started it. */
export interface Connection {
  readonly url: string;
  /** What the server knows programs of this user by. */
  readonly token: string;
  readonly conversations: ReturnType<typeof createClient<typeof ConversationService>>;
  readonly runs: ReturnType<typeof createClient<typeof RunService>>;
  readonly models: ReturnType<typeof createClient<typeof ModelService>>;
  readonly keys: ReturnType<typeof createClient<typeof KeyService>>;
  readonly live: ReturnType<typeof createClient<typeof LiveService>>;
  readonly system: ReturnType<typeof createClient<typeof SystemService>>;
  /** The server is this process's own and ends with it. */
  readonly passing: boolean;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Whether a server of our own looks for a model where none is there yet. Default false. */
  readonly fetchModel?: boolean;
  /** Whether a server of our own listens to feeds that are on. Default false. */
  readonly listen?: boolean;
}

/**
 * The server that runs over the configured home, else one of our own in this process on any free port.
 * Throws what `startServer` throws.
 */
export async function connect(config: ServerConfig, options: ConnectOptions): Promise<Connection> {
  const note = await readServerNote(config.home);
  if (note !== null && (await isGrok(note.url))) return clients(note.url, note.token, null);
  const server = await startServer(
    { ...config, port: 0, host: "127.0.0.1", log: "error" },
    { firstStart: options.fetchModel ?? false, feeds: options.listen ?? false },
  );
  const own = await readServerNote(config.home);
  return clients(server.url, own?.token ?? "", () => server.close());
}

/** Whether a Grok server answers at `url`: its health page says so by name. */
async function isGrok(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1500) });
    const body = (await response.json()) as { name?: unknown };
    return response.ok && body.name === "grok";
  } catch {
    return false;
  }
}

function clients(url: string, token: string, close: (() => Promise<void>) | null): Connection {
  const transport = createConnectTransport({
    baseUrl: url,
    httpVersion: "1.1",
    interceptors: [
      (next) => (request) => {
        request.header.set("authorization", `Bearer ${token}`);
        return next(request);
      },
    ],
  });
  return {
    url,
    token,
    conversations: createClient(ConversationService, transport),
    runs: createClient(RunService, transport),
    models: createClient(ModelService, transport),
    keys: createClient(KeyService, transport),
    live: createClient(LiveService, transport),
    system: createClient(SystemService, transport),
    passing: close !== null,
    close: close ?? (async () => {}),
  };
}

/** Waits until a model can answer, and tells how far it has come; returns at once where nothing is on its way. */
export async function waitForModel(connection: Connection): Promise<void> {
  const line = new ProgressLine();
  const startedAtMs = Date.now();
  for (;;) {
    const { ready, missing } = await connection.system.getStatus({});
    if (ready) break;
    const { state } = await connection.models.listModels({});
    if (state?.problem) break;
    if (Date.now() - startedAtMs > 1_000) line.show(missing);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  line.clear();
}

/** The server's answer to a failed call, in one sentence. */
export function inWords(error: unknown): string {
  if (error instanceof ConnectError) {
    if (error.code === Code.Unauthenticated) {
      return "The server does not know this command any more: it was started anew. Run the command again.";
    }
    return error.rawMessage;
  }
  return error instanceof Error ? error.message : String(error);
}
