import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { brotliFiles } from "./build/brotli-files.ts";
import { leanMonaco } from "./build/lean-monaco.ts";
import { preloadFonts } from "./build/preload-fonts.ts";

/** Where `npm run dev` starts the server; GROK_PORT as for the server itself. */
const server = `http://127.0.0.1:${process.env.GROK_PORT ?? "4242"}`;

export default defineConfig({
  plugins: [
    react(),
    leanMonaco(),
    preloadFonts(["newsreader-latin-opsz-normal", "schibsted-grotesk-latin-wght-normal"]),
    brotliFiles(),
  ],
  build: {
    target: "es2023",
    // The first versions with light-dark(), which the tokens are written in.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: "es" },
  // Served as it is while developing: bundled ahead, its workers would not be found.
  optimizeDeps: { exclude: ["monaco-editor"] },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/grok.v1.", "/v1", "/healthz", "/readyz"].map((path) => [path, { target: server }]),
    ),
  },
});
