import { basename } from "node:path";
import type { ModelFacts } from "../catalogue/model-facts.ts";
import { ggufFacts } from "./gguf-facts.ts";
import { readGgufFile } from "./read-gguf-file.ts";

/**
 * What the header of a model says, with the weights of all its parts counted. `paths`: the parts in order, one for a
 * file that stands alone. Rejects with `ModelHubError` "file-broken" or "not-found".
 */
export async function readModelFacts(paths: readonly string[]): Promise<ModelFacts> {
  const headers = [];
  for (const path of paths) headers.push((await readGgufFile(path)).header);
  const [first] = headers;
  if (first === undefined) throw new RangeError("A model has at least one file.");
  const parameters = headers.reduce((sum, header) => sum + header.parameters, 0);
  return ggufFacts({ ...first, parameters }, basename(paths[0] ?? ""));
}
