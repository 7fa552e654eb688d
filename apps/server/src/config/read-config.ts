import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { ServerError } from "../server-error.ts";
import { defaultHome } from "./default-home.ts";
import { type ScaleOut, scaleOutOf } from "./scale-out.ts";
import { settingsTable } from "./settings-table.ts";

/** Everything the server is told from outside, read once. Folders are absolute. */
export interface ServerConfig {
  readonly home: string;
  readonly modelsFolder: string;
  readonly host: string;
  /** 0 is any free one. */
  readonly port: number;
  /** Further host names of this server, lower case. */
  readonly names: readonly string[];
  /** For each loaded model; null leaves it to the engine. */
  readonly branchCacheBytes: number | null;
  readonly log: "debug" | "info" | "warn" | "error";
  /** To be set at this start; null leaves what is set. */
  readonly password: string | null;
  /** The built web app. */
  readonly webFolder: string;
  /** Where posts are kept that one machine cannot hold; null keeps them in the home. */
  readonly scaleOut: ScaleOut | null;
}

const builtWebApp = fileURLToPath(new URL("../../../web/dist", import.meta.url));

const schema = z.object({
  home: z.string().optional(),
  models: z.string().optional(),
  host: z.string().trim().toLowerCase().min(1).max(255).default("127.0.0.1"),
  port: z.coerce.number().int().min(0).max(65_535).default(4242),
  names: z
    .string()
    .default("")
    .transform((value) =>
      value
        .toLowerCase()
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    ),
  "branch-cache-mb": z.coerce.number().min(0).max(1_000_000).optional(),
  log: z.enum(["debug", "info", "warn", "error"]).default("info"),
  password: z.string().min(8).max(1024).optional(),
  opensearch: z.url({ protocol: /^https?$/ }).optional(),
  kafka: z
    .string()
    .transform((value) => value.split(",").map((broker) => broker.trim()))
    .pipe(z.array(z.string().regex(/^[a-z0-9.[\]:-]+:\d{1,5}$/i, "must be host:port")).min(1))
    .optional(),
  authorization: z
    .string()
    .regex(/^[A-Za-z][\w-]* +[\x21-\x7e]+$/, 'must be a scheme and a value, as in "ApiKey abc"')
    .max(8_192)
    .optional(),
  kafkaTls: z.enum(["on", "off"]).default("off"),
  kafkaSasl: z.enum(["plain", "scram-sha-256", "scram-sha-512"]).default("plain"),
  kafkaUser: z.string().max(1_024).optional(),
  kafkaPassword: z.string().max(8_192).optional(),
});

/**
 * The configuration of `argv` (without program and script) and `env`; a flag goes before its variable, an empty
 * variable counts as none. Throws `ServerError` "bad-config" for unknown flags and impossible values.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): ServerConfig {
  const flags = readFlags(argv);
  const given = Object.fromEntries(
    settingsTable.map((setting) => [setting.name, flags[setting.name] ?? (env[setting.env] || undefined)]),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw badSetting(parsed.error.issues[0]!, given);
  const { home, models, host, port, names, log, password, ...others } = parsed.data;
  const cacheMegabytes = parsed.data["branch-cache-mb"];
  const homeFolder = resolve(home ?? defaultHome(env, process.platform, homedir()));
  return {
    home: homeFolder,
    modelsFolder: resolve(models ?? join(homeFolder, "models")),
    host: host.replace(/^\[(.*)\]$/, "$1"),
    port,
    names,
    branchCacheBytes: cacheMegabytes === undefined ? null : Math.floor(cacheMegabytes * 1e6),
    log,
    password: password ?? null,
    webFolder: builtWebApp,
    scaleOut: scaleOutOf(others),
  };
}

function readFlags(argv: readonly string[]): Partial<Record<string, string>> {
  const options = Object.fromEntries(
    settingsTable
      .filter((setting) => setting.flag !== null)
      .map((setting) => [setting.name, { type: "string" as const }]),
  );
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values as Partial<
      Record<string, string>
    >;
  } catch (error) {
    const known = settingsTable.flatMap((setting) => setting.flag ?? []).join(", ");
    const said = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new ServerError("bad-config", `${said}. The flags are ${known}.`, { cause: error });
  }
}

function badSetting(issue: z.core.$ZodIssue, given: Record<string, unknown>): ServerError {
  const setting = settingsTable.find((entry) => entry.name === issue.path[0])!;
  const isSecret = ["password", "opensearch", "authorization", "kafkaPassword"].includes(setting.name);
  const value = isSecret ? "" : ` is "${String(given[setting.name])}"`;
  const names = setting.flag === null ? setting.env : `${setting.flag} (${setting.env})`;
  return new ServerError("bad-config", `${names}${value}: ${issue.message}. ${setting.meaning}`);
}
