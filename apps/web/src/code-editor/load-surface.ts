import type { CreateSurface } from "./code-surface.ts";

/** Monaco where there is a mouse, CodeMirror under a finger; each is loaded when first needed. */
export async function loadSurface(touch: boolean, language: string): Promise<CreateSurface> {
  if (touch) return (await import("./codemirror/codemirror-surface.ts")).createSurface;
  // Monaco looks its words up while it is loaded, so they have to be there before it.
  if (language === "zh") await import("monaco-editor/nls/lang/zh-cn.js");
  const [{ createSurface }] = await Promise.all([
    import("./monaco/monaco-surface.ts"),
    // Monaco measures the letters once, when it draws the first ones.
    document.fonts.load('400 13px "Commit Mono"').catch(() => []),
  ]);
  return createSurface;
}
