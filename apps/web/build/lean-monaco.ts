import type { Plugin } from "vite";

/**
 * Monaco's language services pull in every feature of the editor by way of one module, after the editor has started:
 * half a megabyte that nobody chose, and that breaks because its services come too late. What is chosen stands in
 * `monaco-features.ts`. The editor's own worker is given to it as a file of this build, so the address that Monaco
 * falls back to is left out as well.
 */
export function leanMonaco(): Plugin {
  return {
    name: "lean-monaco",
    enforce: "pre",
    transform: {
      filter: {
        id: /monaco-editor\/esm\/vs\/(?:internal\/common\/workers|editor\/browser\/services\/editorWorkerService)\.js/,
      },
      handler: (code, id) =>
        id.includes("/workers.js")
          ? code.replace(/^import '[^']+';$/gm, "")
          : code.replace(/^.*esmModuleLocationBundler: .*new URL.*$/m, ""),
    },
  };
}
