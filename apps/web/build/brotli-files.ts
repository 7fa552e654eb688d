import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Plugin } from "vite";

const compress = promisify(brotliCompress);
const bytesMin = 1024;
/**
 * What every visit loads is squeezed as far as it goes. The rest, fourteen megabytes of editors and grammars among it,
 * would take half a minute that way; this level takes a twentieth of that for a tenth more bytes.
 */
const lateQuality = 9;

/** Writes `NAME.br` beside every text file of the build that is worth it, so that the server compresses nothing. */
export function brotliFiles(): Plugin {
  let folder = "";
  const first = new Set<string>(["index.html"]);
  return {
    name: "brotli-files",
    apply: "build",
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir);
    },
    writeBundle: (_, bundle) => {
      const loaded = Object.values(bundle).flatMap((file) =>
        file.type === "chunk" && file.isEntry ? [file.fileName] : [],
      );
      for (const name of loaded) {
        const file = bundle[name];
        if (file?.type !== "chunk" || first.has(name)) continue;
        first.add(name);
        for (const style of file.viteMetadata?.importedCss ?? []) first.add(style);
        loaded.push(...file.imports);
      }
    },
    closeBundle: async () => {
      const names = await readdir(folder, { recursive: true });
      const texts = names.filter((name) => /\.(js|css|html|svg|json)$/.test(name));
      await Promise.all(
        texts.map(async (name) => {
          const content = await readFile(join(folder, name));
          if (content.length < bytesMin) return;
          const params = {
            [constants.BROTLI_PARAM_QUALITY]: first.has(name.replaceAll("\\", "/"))
              ? constants.BROTLI_MAX_QUALITY
              : lateQuality,
            [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
          };
          await writeFile(join(folder, `${name}.br`), await compress(content, { params }));
        }),
      );
    },
  };
}
