import type { ServiceImpl } from "@connectrpc/connect";
import type { LlamaModelStats } from "@grok/llama";
import type { SystemService } from "@grok/protocol";
import { z } from "zod";
import type { Desktop } from "../desktop/desktop.ts";
import { ServerError } from "../server-error.ts";
import { localCallerKey } from "./connection.ts";
import { promptCommands } from "./prompt-commands.ts";
import { localOwner, type Workspace } from "./workspace.ts";

const settingsKey = "settings";

const settingsSchema = z.object({
  language: z.enum(["", "en", "zh"]).default(""),
  theme: z.enum(["", "light", "dark"]).default(""),
  suggestions: z.boolean().default(true),
});

/** What the server says of itself. */
export interface Standing {
  readonly version: string;
  readonly startedAtMs: number;
  /** What is missing before a model can answer, in one sentence; empty where nothing is. */
  readonly missing: () => string;
  readonly loadedModels: () => readonly Pick<LlamaModelStats, "modelId" | "branchCache">[];
}

export function systemService(
  workspace: Workspace,
  standing: Standing,
  desktop: Desktop,
): ServiceImpl<typeof SystemService> {
  const { store, runs, now } = workspace;
  const commands = promptCommands(store);

  return {
    getStatus(_request, { values }) {
      const missing = standing.missing();
      return {
        version: standing.version,
        ready: missing === "",
        missing,
        runsLive: runs.liveCount,
        startedAtMs: BigInt(standing.startedAtMs),
        branchCaches: standing.loadedModels().map(({ modelId, branchCache }) => ({
          modelId,
          bytes: BigInt(branchCache.bytes),
          bytesMax: BigInt(branchCache.bytesMax),
          snapshots: branchCache.snapshots,
          hits: branchCache.hits,
          misses: branchCache.misses,
        })),
        desktopEditor: values.get(localCallerKey) && desktop.hasEditor,
      };
    },

    async getSettings() {
      const stored = await store.setting(localOwner, settingsKey);
      return { settings: settingsSchema.parse(JSON.parse(stored ?? "{}")) };
    },

    async setSettings({ settings }) {
      const parsed = settingsSchema.safeParse(settings);
      if (!parsed.success) {
        const { path, message } = parsed.error.issues[0]!;
        throw new ServerError("bad-message", `settings.${path.join(".")}: ${message}.`);
      }
      await store.setSetting(localOwner, settingsKey, JSON.stringify(parsed.data));
      return { settings: parsed.data };
    },

    async diagnose({ mend }) {
      const live = new Set(runs.snapshot(localOwner).map((run) => run.id));
      const { findings, checks, rows } = await store.diagnose({ mend, live, nowMs: now() });
      return {
        findings: findings.map((finding) => ({
          code: finding.code,
          message: finding.message,
          conversationId: finding.conversationId ?? "",
          nodeId: finding.nodeId ?? "",
          mended: finding.mended,
        })),
        checks,
        rows: BigInt(rows),
      };
    },

    listPromptCommands: async () => ({ commands: await commands.list() }),
    savePromptCommand: async ({ command }) => ({ commands: await commands.save(command) }),
    removePromptCommand: async ({ name }) => ({ commands: await commands.remove(name) }),

    async openOnDesktop({ fileName, text }, { values }) {
      if (!values.get(localCallerKey))
        throw new ServerError(
          "not-local",
          "A file is opened only for somebody who sits at the server's own machine; download it instead.",
        );
      return { path: await desktop.open(fileName, text) };
    },
  };
}
