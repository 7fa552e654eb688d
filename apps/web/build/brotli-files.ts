import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Plugin } from "vite";

const compress = promisify(brotliCompress);
const bytesMin = 1024;

/** Writes `NAME.br` beside every text file of the build that is worth it, so that the server compresses nothing. */
export function brotliFiles(): Plugin {
  let folder = "";
  return {
    name: "brotli-files",
    apply: "build",
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: async () => {
      const names = await readdir(folder, { recursive: true });
      const texts = names.filter((name) => /\.(js|css|html|svg|json)$/.test(name));
      await Promise.all(
        texts.map(async (name) => {
          const content = await readFile(join(folder, name));
          if (content.length < bytesMin) return;
          const params = {
            [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
          };
          await writeFile(join(folder, `${name}.br`), await compress(content, { params }));
        }),
      );
    },
  };
}
