import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { ModelHubError } from "../model-hub-error.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** The address whose word on a hash counts. */
export const officialHub = "https://huggingface.co";

export interface HubSettings {
  /** Where bytes are asked for; without a slash at its end. */
  endpoint: string;
  /** Whether `endpoint` is the hub itself and not a mirror of it. */
  official: boolean;
  /** Sent to `endpoint`'s origin alone. */
  token: string | undefined;
}

/**
 * The variables that huggingface_hub reads: `HF_ENDPOINT`; `HF_TOKEN` or `HUGGING_FACE_HUB_TOKEN`, else the file
 * `HF_TOKEN_PATH`, `$HF_HOME/token` or `~/.cache/huggingface/token`.
 * Throws `ModelHubError` "bad-address" for an endpoint that is no web address.
 */
export async function hubSettings(env: Env): Promise<HubSettings> {
  const endpoint = (env.HF_ENDPOINT?.trim() || officialHub).replace(/\/+$/, "");
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    throw new ModelHubError(
      "bad-address",
      `HF_ENDPOINT is "${endpoint}", which is no web address. Correct or unset it.`,
    );
  }
  const url = new URL(endpoint);
  const official = url.protocol === "https:" && /^(www\.)?(huggingface\.co|hf\.co)$/.test(url.hostname);
  return { endpoint, official, token: await findToken(env) };
}

/** The header that says who asks; none where it would travel unencrypted to another machine. */
export function authorization({ endpoint, token }: HubSettings): Record<string, string> {
  const { protocol, hostname } = new URL(endpoint);
  const safe = protocol === "https:" || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return safe && token !== undefined ? { authorization: `Bearer ${token}` } : {};
}

/** Folder in which huggingface_hub keeps its own things. */
export function huggingFaceHome(env: Env): string {
  const cache = env.XDG_CACHE_HOME?.trim() || join(homeFolder(env), ".cache");
  return env.HF_HOME?.trim() || join(cache, "huggingface");
}

export function homeFolder(env: Env): string {
  return env.HOME?.trim() || env.USERPROFILE?.trim() || homedir();
}

async function findToken(env: Env): Promise<string | undefined> {
  const direct = env.HF_TOKEN?.trim() || env.HUGGING_FACE_HUB_TOKEN?.trim();
  const token = direct || (await readToken(env.HF_TOKEN_PATH?.trim() || join(huggingFaceHome(env), "token")));
  // Anything else could not be a header's value.
  return token !== undefined && /^[\x21-\x7e]{1,500}$/.test(token) ? token : undefined;
}

async function readToken(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch {
    return undefined;
  }
}
