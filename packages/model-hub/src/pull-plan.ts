import { join } from "node:path";
import type { CatalogueEntry, CatalogueFile } from "./catalogue/catalogue.ts";
import type { HubContext } from "./hub-context.ts";
import { ModelHubError } from "./model-hub-error.ts";
import { freeId, slug } from "./model-id.ts";
import { fileNameOf, parseModelAddress } from "./source/model-address.ts";
import { splitPart } from "./split-files.ts";

/** What a pull will bring. */
export interface PullPlan {
  id: string;
  /** Absent for an address that the catalogue does not know: the file itself will tell. */
  entry?: CatalogueEntry;
  files: readonly CatalogueFile[];
}

/**
 * Reads what a person asks for: an id of the catalogue, or an address. Throws `ModelHubError` "not-found" or
 * "bad-address" with what would be right.
 */
export function planPull(wanted: string, { catalogue, registry }: HubContext): PullPlan {
  const entry = catalogue.find(({ id }) => id === wanted);
  if (entry !== undefined) return { id: entry.id, entry, files: entry.files };
  if (!/^[a-z]+:/.test(wanted)) {
    throw new ModelHubError(
      "not-found",
      `There is no model "${wanted.slice(0, 100)}" in the catalogue. It has ${catalogue.map(({ id }) => id).join(", ")}.`,
    );
  }
  const files = filesAt(wanted);
  const installed = registry.state.models.find(
    ({ files }) => files[0]?.address?.split("@")[0] === wanted.split("@")[0],
  );
  const taken = (id: string) =>
    catalogue.some((known) => known.id === id) || registry.state.models.some((model) => model.id === id);
  return { id: installed?.id ?? freeId(slug(files[0]?.name ?? ""), taken), files };
}

/** The file at an address, or all parts of a split one, with nothing known of their content. */
function filesAt(text: string): CatalogueFile[] {
  const address = parseModelAddress(text);
  const name = fileNameOf(address);
  if (!/^[A-Za-z0-9][\w.+-]{0,150}\.gguf$/.test(name)) {
    throw new ModelHubError(
      "bad-address",
      `"${text.slice(0, 200)}" names no GGUF file, or one with a name that is not safe on every disk.`,
    );
  }
  const split = splitPart(name);
  if (split === undefined) return [{ name, sources: [{ address: text }] }];
  return Array.from({ length: split.parts }, (_, index) => {
    const part = split.nameOf(index + 1);
    return { name: part, sources: [{ address: text.replace(name, part) }] };
  });
}

/**
 * Where the files go: into the hub's folder under their own names, or, when one of those belongs to something else,
 * all with the id in front. `isOther` tells of a path whether something else has it.
 */
export async function targetsOf(
  plan: PullPlan,
  modelsDir: string,
  isOther: (path: string, file: CatalogueFile) => Promise<boolean>,
): Promise<string[]> {
  for (const prefix of ["", `${plan.id}-`]) {
    const paths = plan.files.map(({ name }) => join(modelsDir, prefix + name));
    const others = await Promise.all(plan.files.map((file, index) => isOther(paths[index] ?? "", file)));
    if (!others.includes(true)) return paths;
  }
  throw new ModelHubError(
    "busy",
    `Both "${plan.files[0]?.name}" and "${plan.id}-${plan.files[0]?.name}" in ${modelsDir} are other files. Move them away first.`,
  );
}
