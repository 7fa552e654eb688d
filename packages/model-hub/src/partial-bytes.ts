import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CatalogueEntry } from "./catalogue/catalogue.ts";
import { PartFile } from "./download/part-file.ts";

/** Bytes that unfinished downloads of an entry have left in the hub's folder, packages around a file included. */
export async function partialBytesOf({ id, files }: CatalogueEntry, modelsDir: string): Promise<number> {
  const targets = files.flatMap(({ name }) => [join(modelsDir, name), join(modelsDir, `${id}-${name}`)]);
  const paths = targets.flatMap((target) => [
    PartFile.pathOf(target),
    PartFile.pathOf(`${target}.whl`),
    `${target}.whl`,
  ]);
  const sizes = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
