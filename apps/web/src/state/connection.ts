import type { RunId } from "@grok/conversation";
import type { Action } from "./action.ts";
import type { Change } from "./change.ts";
import type { Runs } from "./runs.ts";

export interface Connection {
  /** `paused`: the tab is hidden and nothing goes on. */
  readonly phase: "opening" | "open" | "lost" | "paused";
  /** It was open once: what is on the screen is worth keeping. */
  readonly seen: boolean;
  readonly online: boolean;
  /** From the last hello; where to resume. */
  readonly epoch: string;
  /** The last numbered change that was applied. */
  readonly after: number;
  /** When the next try begins, while lost. */
  readonly retryAtMs: number;
  /** Counts hellos that said that changes were missed: what is shown has to be read again. */
  readonly resets: number;
}

export const noConnection: Connection = {
  phase: "opening",
  seen: false,
  online: true,
  epoch: "",
  after: 0,
  retryAtMs: 0,
  resets: 0,
};

export function reduceConnection(connection: Connection, action: Action): Connection {
  switch (action.type) {
    case "connection-opening":
      return { ...connection, phase: connection.phase === "lost" ? "lost" : "opening" };
    case "connection-lost":
      return { ...connection, phase: "lost", retryAtMs: action.retryAtMs };
    case "connection-paused":
      return { ...connection, phase: "paused" };
    case "network-changed":
      return { ...connection, online: action.online };
    case "changes-arrived":
      return action.changes.reduce(hear, connection);
    default:
      return connection;
  }
}

function hear(connection: Connection, change: Change): Connection {
  if (change.type !== "hello")
    return change.number > connection.after ? { ...connection, after: change.number } : connection;
  const { epoch, after, reset } = change;
  return {
    ...connection,
    phase: "open",
    seen: true,
    epoch,
    after,
    resets: connection.resets + (reset ? 1 : 0),
  };
}

/**
 * What a new subscription asks for. Runs with missing events are left out, so that the server sends them whole.
 */
export function resumePoint(
  connection: Connection,
  runs: Runs,
): { epoch: string; after: number; runAfter: Record<RunId, number> } {
  const whole = Object.entries(runs.live).filter(([, run]) => !run.broken && run.seq > 0);
  return {
    epoch: connection.epoch,
    after: connection.after,
    runAfter: Object.fromEntries(whole.map(([runId, run]) => [runId, run.seq])),
  };
}
