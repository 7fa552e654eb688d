// The process of one model, started with `fork`: a native abort ends only this. It ends when its parent does.
import { type EngineReport, engineCommand } from "../engine-messages.ts";
import { type Engine, openEngine } from "./engine.ts";
import { openFailure } from "./open-error.ts";

let engine: Engine | undefined;

function report(message: EngineReport): void {
  if (process.connected) process.send?.(message);
}

async function open(settings: Parameters<typeof openEngine>[0]): Promise<void> {
  const log: string[] = [];
  try {
    engine = await openEngine(settings, (line) => {
      if (log.push(line) > 20) log.shift();
    });
    report({ type: "ready" });
  } catch (error) {
    report({ type: "open-failed", ...openFailure(error, settings.path, log) });
  }
}

process.on("message", async (message) => {
  const command = engineCommand.parse(message);
  if (command.type === "open") return open(command.settings);
  const { id } = command;
  try {
    if (command.type === "embed") report({ type: "embedded", id, ...(await engine!.embed(command.text)) });
    else report({ type: "scored", id, ...(await engine!.score(command.query, command.text)) });
  } catch (error) {
    report({ type: "failed", id, message: error instanceof Error ? error.message : String(error) });
  }
});

// Nothing here is worth saving, and an orderly exit would wait for the text that is under way.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
// Ctrl-C reaches the whole group; the parent decides when engines end.
process.on("SIGINT", () => {});
