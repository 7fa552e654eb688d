// Where other programs keep model files. Read only: nothing in these folders is ever written, moved or deleted.
import { readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { type Env, homeFolder, huggingFaceHome } from "../source/hub-settings.ts";

/** A folder to look through. `layout` tells how names are laid out in it. */
export interface StoreFolder {
  store: string;
  path: string;
  layout: "files" | "hugging-face" | "ollama";
}

/** The folders that may be there, most likely first; several may be the same. `platform` as `process.platform`. */
export async function storeFolders(env: Env, platform: NodeJS.Platform): Promise<StoreFolder[]> {
  const home = homeFolder(env);
  const cache = env.XDG_CACHE_HOME?.trim() || join(home, ".cache");
  const from = (name: string) => env[name]?.trim() || undefined;
  const folders: StoreFolder[] = [];
  const add = (store: string, layout: StoreFolder["layout"], ...paths: (string | undefined)[]) => {
    for (const path of paths)
      if (path !== undefined && isAbsolute(path)) folders.push({ store, layout, path });
  };

  // llama.cpp keeps its downloads in the hub's layout too, since March 2026.
  add("llama.cpp", "hugging-face", from("LLAMA_CACHE"));
  add(
    "Hugging Face",
    "hugging-face",
    from("HF_HUB_CACHE") ?? from("HUGGINGFACE_HUB_CACHE") ?? join(huggingFaceHome(env), "hub"),
  );
  add("Ollama", "ollama", from("OLLAMA_MODELS") ?? join(home, ".ollama", "models"));
  if (platform === "linux") add("Ollama", "ollama", "/usr/share/ollama/.ollama/models");
  add("LM Studio", "files", ...(await lmStudioFolders(home)));
  add(
    "llama.cpp",
    "files",
    from("LLAMA_CACHE"),
    platform === "darwin"
      ? join(home, "Library", "Caches", "llama.cpp")
      : platform === "win32"
        ? join(from("LOCALAPPDATA") ?? join(home, "AppData", "Local"), "llama.cpp")
        : join(cache, "llama.cpp"),
  );
  add("node-llama-cpp", "files", join(home, ".node-llama-cpp", "models"));
  return folders;
}

const lmStudioSettings = z.object({ downloadsFolder: z.string().optional() });

/** LM Studio writes its home into a pointer file; its settings may name yet another folder for downloads. */
async function lmStudioFolders(home: string): Promise<string[]> {
  const pointer = (await text(join(home, ".lmstudio-home-pointer")))?.split("\n")[0]?.trim();
  const homes = [pointer, join(home, ".lmstudio"), join(home, ".cache", "lm-studio")].filter(
    (path): path is string => path !== undefined && path !== "",
  );
  const folders: string[] = [];
  for (const folder of new Set(homes)) {
    const settings = await text(join(folder, "settings.json"));
    const parsed = lmStudioSettings.safeParse(settings === undefined ? undefined : parseJson(settings));
    if (parsed.data?.downloadsFolder !== undefined) folders.push(parsed.data.downloadsFolder);
    folders.push(join(folder, "models"));
  }
  return folders;
}

async function text(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return undefined;
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
