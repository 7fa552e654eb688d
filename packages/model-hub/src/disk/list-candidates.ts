import { readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import type { Candidate } from "./candidate.ts";
import type { StoreFolder } from "./store-folders.ts";
import { walkFiles } from "./walk-files.ts";

/** Model files of one store, as far as names and sizes tell. Rejects only with the signal's reason. */
export async function listCandidates(folder: StoreFolder, signal?: AbortSignal): Promise<Candidate[]> {
  if (folder.layout === "ollama") return listOllama(folder, signal);
  // In the hub's layout the names are in snapshots/<commit>/, as links to blobs that have none.
  const root = folder.path;
  const candidates: Candidate[] = [];
  for await (const path of walkFiles(root, signal)) {
    if (!path.toLowerCase().endsWith(".gguf")) continue;
    const bytes = await fileSize(path);
    if (bytes !== undefined) candidates.push({ path, bytes, store: folder.store });
  }
  return candidates;
}

const manifestSchema = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string(), size: z.number() })).max(100),
});
const manifestBytesMax = 1 << 20;

/** Ollama's files are nameless blobs; the manifests tell which of them are models and what people call them. */
async function listOllama({ path: root, store }: StoreFolder, signal?: AbortSignal): Promise<Candidate[]> {
  const manifests = join(root, "manifests");
  const found = new Map<string, Candidate>();
  for await (const path of walkFiles(manifests, signal)) {
    if (((await fileSize(path)) ?? Number.POSITIVE_INFINITY) > manifestBytesMax) continue;
    for (const layer of await readLayers(path)) {
      const digest = /^sha256:([0-9a-f]{64})$/.exec(layer.digest)?.[1];
      if (layer.mediaType !== "application/vnd.ollama.image.model" || digest === undefined) continue;
      const blob = join(root, "blobs", `sha256-${digest}`);
      const bytes = await fileSize(blob);
      if (bytes !== undefined)
        found.set(blob, { path: blob, bytes, store, label: modelName(relative(manifests, path)) });
    }
  }
  return [...found.values()];
}

async function readLayers(path: string): Promise<z.infer<typeof manifestSchema>["layers"]> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path, "utf8"))).layers;
  } catch {
    return [];
  }
}

/** "registry.ollama.ai/library/qwen3/4b" as people write it: "qwen3:4b". */
function modelName(manifest: string): string {
  const parts = manifest.split(sep);
  const tag = parts.pop() ?? "";
  const model = parts[1] === "library" ? parts.slice(2) : parts;
  return `${model.join("/")}:${tag}`;
}

async function fileSize(path: string): Promise<number | undefined> {
  try {
    const info = await stat(path);
    return info.isFile() ? info.size : undefined;
  } catch {
    // A link to a blob that is gone.
    return undefined;
  }
}
