import type { Plugin } from "vite";

/**
 * Adds a preload link for each font file whose name begins with one of `names`: the browser would otherwise learn of
 * them only after the style sheet and the first layout.
 */
export function preloadFonts(names: readonly string[]): Plugin {
  return {
    name: "preload-fonts",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter(
            (file) => names.some((name) => file.startsWith(`assets/${name}`)) && file.endsWith(".woff2"),
          )
          .map((file) => ({
            tag: "link",
            attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${file}`, crossorigin: true },
            injectTo: "head-prepend" as const,
          })),
    },
  };
}
