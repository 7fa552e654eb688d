import type { RunEvent } from "@grok/conversation";
import type { BranchCacheStats } from "@grok/llama";
import type { FeedHealth } from "@grok/posts";
import type { ApiCounts } from "../api/access/api-counts.ts";
import { createRegistry } from "./registry.ts";

/** Numbers that others keep and that are read when somebody asks. */
export interface Gauges {
  readonly runsLive: () => number;
  readonly subscribers: () => number;
  readonly downloads: () => number;
  readonly engineRestarts: () => number;
  /** Of loaded models. */
  readonly branchCaches: () => readonly BranchCacheStats[];
  /** Of feeds that are on. */
  readonly feeds: () => readonly FeedHealth[];
  /** Requests of the API that wait for their turn, and those that have one. */
  readonly apiWaiting: () => number;
  readonly apiWorking: () => number;
}

export interface ServerMetrics {
  /** Counts what a run's last event tells: how it ended, tokens, time to the first one. */
  runEvents(events: readonly RunEvent[]): void;
  request(kind: "api" | "rpc" | "page" | "push" | "health" | "sign-in" | "refused"): void;
  rpc(method: string, code: string): void;
  readonly api: ApiCounts;
  text(): string;
}

const firstTokenBounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createServerMetrics(gauges: Gauges, startedAtMs: number): ServerMetrics {
  const registry = createRegistry();
  const requests = registry.counter("grok_http_requests_total", "HTTP requests by what they were for.");
  const calls = registry.counter(
    "grok_rpc_calls_total",
    "Calls of grok.v1 and of xAI's gRPC by method and Connect code.",
  );
  const runsEnded = registry.counter("grok_runs_ended_total", "Replies by how they ended.");
  const promptTokens = registry.counter(
    "grok_prompt_tokens_total",
    "Tokens of prompts: cached ones were known to the engine, evaluated ones were not.",
  );
  const outputTokens = registry.counter("grok_output_tokens_total", "Tokens that models wrote.");
  const firstToken = registry.histogram(
    "grok_first_token_seconds",
    "From asking a model to its first token.",
    firstTokenBounds,
  );
  const apiAdmitted = registry.counter("grok_api_requests_total", "Requests of the API that were let in.");
  const apiRefused = registry.counter(
    "grok_api_refused_total",
    "Requests of the API turned away, by reason.",
  );
  const apiTokens = registry.counter("grok_api_tokens_total", "Tokens that requests of the API used.");
  registry.gauge("grok_api_waiting", "Requests of the API that wait for their turn.", gauges.apiWaiting);
  registry.gauge("grok_api_working", "Requests of the API at work.", gauges.apiWorking);
  registry.gauge("grok_runs_live", "Replies being written now.", gauges.runsLive);
  registry.gauge("grok_subscribers", "Tabs that listen.", gauges.subscribers);
  registry.gauge("grok_downloads_active", "Model files on their way.", gauges.downloads);
  registry.gauge(
    "grok_engine_restarts",
    "Times an engine process had to be started again.",
    gauges.engineRestarts,
  );
  const branches = (field: keyof BranchCacheStats) => () =>
    gauges.branchCaches().reduce((sum, stats) => sum + stats[field], 0);
  registry.gauge(
    "grok_branch_cache_bytes",
    "States that loaded models keep of prompts, as of their last answers.",
    branches("bytes"),
  );
  registry.gauge("grok_branch_cache_budget_bytes", "Most that they may keep.", branches("bytesMax"));
  registry.gauge("grok_branch_cache_snapshots", "Saved states among them.", branches("snapshots"));
  registry.gauge("grok_branch_cache_hits", "Prompts that went on from a state.", branches("hits"));
  registry.gauge("grok_branch_cache_misses", "Prompts that found none.", branches("misses"));
  registry.gauge("grok_branch_cache_evicted", "States that had to make room.", branches("evicted"));
  const feedsTotal = (field: "posts" | "dropped" | "errors") => () =>
    gauges.feeds().reduce((sum, health) => sum + health[field], 0);
  registry.gauge("grok_feeds_on", "Feeds that are switched on.", () => gauges.feeds().length);
  registry.gauge("grok_feed_posts", "Posts that feeds brought since the start.", feedsTotal("posts"));
  registry.gauge(
    "grok_feed_dropped",
    "Posts left out because more came than could be held.",
    feedsTotal("dropped"),
  );
  registry.gauge("grok_feed_errors", "Times a feed failed since the start.", feedsTotal("errors"));
  registry.gauge(
    "grok_feed_lag_seconds",
    "From a post's own time to when it could be found; the slowest feed.",
    () => Math.max(0, ...gauges.feeds().map(({ lagMs }) => (lagMs ?? 0) / 1000)),
  );
  registry.gauge("process_resident_memory_bytes", "Memory of the server without its engines.", () =>
    process.memoryUsage.rss(),
  );
  registry.gauge("process_start_time_seconds", "Start of the server, Unix time.", () => startedAtMs / 1000);

  return {
    runEvents(events) {
      const last = events.at(-1);
      if (last?.type !== "ended") return;
      runsEnded.add(1, { status: last.node.status });
      const made = last.node.provenance;
      if (made?.answeredBy !== "model") return;
      outputTokens.add(made.outputTokens);
      promptTokens.add(made.cachedTokens, { kind: "cached" });
      promptTokens.add(made.promptTokens - made.cachedTokens, { kind: "evaluated" });
      if (made.outputTokens > 0) firstToken.observe(made.firstTokenMs / 1000);
    },
    request: (kind) => requests.add(1, { kind }),
    rpc: (method, code) => calls.add(1, { method, code }),
    api: {
      admitted: (caller) => apiAdmitted.add(1, { caller }),
      refused: (reason) => apiRefused.add(1, { reason }),
      tokens(prompt, output) {
        apiTokens.add(prompt, { kind: "prompt" });
        apiTokens.add(output, { kind: "output" });
      },
    },
    text: () => registry.text(),
  };
}
