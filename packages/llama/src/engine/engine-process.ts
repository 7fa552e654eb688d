// The process of one loaded model, started by the provider with `fork`. The native engine may abort and takes its
// process with it: that is why it has one of its own. It ends when the provider does, however that comes about.

import { removeStateFolders } from "../branch-cache/state-files.ts";
import { type EngineCommand, type EngineReport, engineCommand } from "../engine-messages.ts";
import { Engine } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { describeOpenError } from "./open-error.ts";

const signOfLifeMs = 5_000;

const answers = new Map<number, AbortController>();
let engine: Engine | undefined;

function report(message: EngineReport): void {
  if (process.connected) process.send?.(message);
}

async function open(settings: Extract<EngineCommand, { type: "open" }>["settings"]): Promise<void> {
  const log: string[] = [];
  try {
    engine = await Engine.open(settings, report, (message) => {
      if (log.push(message) > 20) log.shift();
    });
    report({ type: "ready", gpu: engine.gpu, architecture: engine.architecture });
  } catch (error) {
    report({ type: "open-failed", ...describeOpenError(error, settings.path, log) });
  }
}

async function answer(command: Extract<EngineCommand, { type: "generate" | "complete" }>): Promise<void> {
  const { id } = command;
  const abort = new AbortController();
  answers.set(id, abort);
  try {
    if (command.type === "generate") await engine?.generate(id, command.options, abort.signal);
    else await engine?.complete(id, command.options, abort.signal);
  } catch (error) {
    fail(id, error);
  } finally {
    answers.delete(id);
  }
}

function count(command: Extract<EngineCommand, { type: "count" }>): void {
  try {
    report({ type: "counted", id: command.id, tokens: engine?.count(command.messages) ?? 0 });
  } catch (error) {
    fail(command.id, error);
  }
}

function tokenize({ id, text }: Extract<EngineCommand, { type: "tokenize" }>): void {
  try {
    report({ type: "tokenized", id, tokens: engine?.tokenize(text) ?? [] });
  } catch (error) {
    fail(id, error);
  }
}

function fail(id: number, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof EngineError) report({ type: "failed", id, code: error.code, message });
  else
    report({
      type: "failed",
      id,
      code: "engine-lost",
      message: `the engine failed in mid-answer: ${message}`,
    });
}

process.on("message", (message) => {
  const command = engineCommand.parse(message);
  if (command.type === "open") void open(command.settings);
  else if (command.type === "generate" || command.type === "complete") void answer(command);
  else if (command.type === "cancel") answers.get(command.id)?.abort();
  else if (command.type === "tokenize") tokenize(command);
  else count(command);
});

setInterval(() => report({ type: "alive", decodeCalls: engine?.decodeCalls ?? 0 }), signOfLifeMs).unref();

// Nothing here is worth saving, and an orderly exit would wait for the decode that is under way.
process.on("disconnect", () => {
  removeStateFolders((pid) => pid === process.pid);
  process.kill(process.pid, "SIGKILL");
});
// Ctrl-C reaches the whole group; the provider decides when engines end.
process.on("SIGINT", () => {});
