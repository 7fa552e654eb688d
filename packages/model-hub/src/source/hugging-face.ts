// Files of the Hugging Face hub: which commit, what hash, and the bytes. The hash is the catalogue's or the hub's own;
// a mirror (HF_ENDPOINT) is good for bytes, and what it says of a hash is only ever compared.
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { ByteSource } from "../download/byte-source.ts";
import { httpSource } from "../download/http-source.ts";
import { ModelHubError } from "../model-hub-error.ts";
import { inHash } from "../words.ts";
import { authorization, type Env, type HubSettings, hubSettings, officialHub } from "./hub-settings.ts";
import type { ModelAddress } from "./model-address.ts";
import { readJsonBody } from "./read-json.ts";
import type { Expected, ResolvedFile, SourceContext } from "./resolved-file.ts";

type HubAddress = Extract<ModelAddress, { scheme: "hf" }>;

const revisionSchema = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) });
const pathsSchema = z.array(
  z.object({
    path: z.string(),
    size: z.number().int().optional(),
    lfs: z.object({ oid: z.string(), size: z.number().int().optional() }).optional(),
  }),
);

/**
 * Pins the commit, learns or compares the hash, and prepares the download. Rejects with `ModelHubError`:
 * "hash-mismatch" when the hub has another file than the catalogue, "gated", "no-source", "hub-unreachable".
 */
export async function resolveHubFile(
  address: HubAddress,
  expected: Expected,
  context: SourceContext,
): Promise<ResolvedFile> {
  const settings = await hubSettings(context.env);
  const pinned = expected.sha256 !== undefined;
  // Without a hash of our own only the hub's word counts, whatever serves the bytes.
  const asked: HubSettings =
    pinned || settings.official ? settings : { endpoint: officialHub, official: true, token: settings.token };

  const commit = address.commit ?? (await newestCommit(address.repo, asked, context));
  const facts = await askFacts(address, commit, asked, pinned, context);
  if (facts !== undefined && pinned && facts.sha256 !== expected.sha256) {
    throw new ModelHubError(
      "hash-mismatch",
      `${address.repo} holds another ${address.path} than the one known here: SHA-256 ${inHash(facts.sha256)} instead of ` +
        `${inHash(expected.sha256 ?? "")}. It was not downloaded. A newer version of this program may know it.`,
    );
  }
  return {
    address: `hf:${address.repo}/${address.path}@${commit}`,
    source: hubSource(address, commit, settings, context),
    bytes: expected.bytes ?? facts?.bytes,
    sha256: expected.sha256 ?? facts?.sha256,
    trust: pinned ? "pinned" : "first-use",
  };
}

/** Whether the hub, or its mirror, answers at all within 3 seconds. */
export async function isHubReachable(
  env: Env,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { endpoint } = await hubSettings(env);
    const response = await fetch(`${endpoint}/api/models?limit=1`, {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(3_000)]),
    });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

function hubSource(
  address: HubAddress,
  commit: string,
  settings: HubSettings,
  context: SourceContext,
): ByteSource {
  const path = address.path.split("/").map(encodeURIComponent).join("/");
  return httpSource({
    fetch: context.fetch,
    name: `${address.repo}/${address.path}`,
    url: new URL(`${settings.endpoint}/${address.repo}/resolve/${commit}/${path}`),
    secretHeaders: authorization(settings),
    mayGoTo: (next, first) =>
      next.origin === first.origin ||
      (next.protocol === "https:" && /(^|\.)(hf\.co|huggingface\.co)$/.test(next.hostname.toLowerCase())),
    stallMs: context.stallMs,
    gatedMessage: gatedMessage(address.repo),
  });
}

async function newestCommit(repo: string, settings: HubSettings, context: SourceContext): Promise<string> {
  const response = await ask(`${settings.endpoint}/api/models/${repo}/revision/main`, {}, settings, context);
  const answer = revisionSchema.safeParse(await goodAnswer(response, repo));
  if (!answer.success)
    throw new ModelHubError("no-source", `The hub does not say which commit ${repo} is at.`);
  return answer.data.sha;
}

async function askFacts(
  address: HubAddress,
  commit: string,
  settings: HubSettings,
  pinned: boolean,
  context: SourceContext,
): Promise<{ sha256: string; bytes: number | undefined } | undefined> {
  const body = JSON.stringify({ paths: [address.path] });
  const url = `${settings.endpoint}/api/models/${address.repo}/paths-info/${commit}`;
  const response = await ask(url, { method: "POST", body }, settings, context);
  if (pinned && !settings.official && !response.ok && response.status !== 401 && response.status !== 403) {
    // Some mirrors serve files alone. The bytes are checked against the catalogue's hash all the same.
    await response.body?.cancel();
    return undefined;
  }
  const answer = pathsSchema.safeParse(await goodAnswer(response, address.repo));
  const file = answer.data?.find(({ path }) => path === address.path);
  if (file === undefined) {
    throw new ModelHubError("no-source", `${address.repo} has no ${address.path} at ${commit.slice(0, 10)}.`);
  }
  const sha256 = file.lfs?.oid.replace(/^sha256:/, "");
  if (sha256 === undefined || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new ModelHubError("no-source", `The hub gives no SHA-256 for ${address.repo}/${address.path}.`);
  }
  return { sha256, bytes: file.lfs?.size ?? file.size };
}

/** Asks the hub's interface, three times at most. Relative redirects (renamed repositories) are followed on its own origin. */
async function ask(
  url: string,
  init: RequestInit,
  settings: HubSettings,
  context: SourceContext,
): Promise<Response> {
  let why = "";
  let target = url;
  for (let attempt = 0, hops = 0; attempt < 3; ) {
    try {
      const response = await context.fetch(target, {
        ...init,
        redirect: "manual",
        headers: {
          accept: "application/json",
          "content-type": "application/json",
          ...authorization(settings),
        },
        signal: AbortSignal.any([context.signal, AbortSignal.timeout(context.stallMs)]),
      });
      const location = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && location !== null && hops < 3) {
        await response.body?.cancel();
        const next = new URL(location, target);
        if (next.origin !== new URL(url).origin) {
          throw new ModelHubError("no-source", `The hub redirects to ${next.host}, which it may not.`);
        }
        hops += 1;
        target = next.href;
        continue;
      }
      if (response.status !== 429 && response.status < 500) return response;
      await response.body?.cancel();
      why = `status ${response.status}`;
    } catch (error) {
      if (error instanceof ModelHubError) throw error;
      if (context.signal.aborted)
        throw new ModelHubError("cancelled", "The download was stopped.", { cause: error });
      why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    }
    attempt += 1;
    await wait(context.firstPauseMs * attempt, undefined, { signal: context.signal }).catch(() => undefined);
  }
  throw new ModelHubError(
    "hub-unreachable",
    `The model hub at ${new URL(url).host} does not answer (${why}). Models that are here go on working; try again when the network is back.`,
  );
}

async function goodAnswer(response: Response, repo: string): Promise<unknown> {
  if (response.ok) return readJsonBody(response, `The hub's entry for ${repo}`);
  await response.body?.cancel();
  if (response.status === 401 || response.status === 403)
    throw new ModelHubError("gated", gatedMessage(repo));
  throw new ModelHubError(
    "no-source",
    `The hub has no ${repo}, or not this version of it (status ${response.status}).`,
  );
}

function gatedMessage(repo: string): string {
  return (
    `${repo} is open only to people who have accepted its terms, or does not exist (the hub answers both alike). ` +
    `Accept them at ${officialHub}/${repo} and set HF_TOKEN to a token of yours.`
  );
}
