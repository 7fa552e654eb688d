// The arrows of docs/architecture.md, held by a test: apps → adapters → pure, web → pure, adapters unknown to each other.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What each package may import from the others, in its shipped sources. Adding a line here is a decision. */
const allowed: Record<string, readonly string[]> = {
  // pure
  model: [],
  conversation: [],
  posts: [],
  protocol: ["conversation", "model"],
  assistant: ["conversation", "model", "posts"],
  dialects: ["model"],
  // adapters
  access: [],
  "api-store": [],
  store: ["conversation"],
  "model-hub": ["model"],
  llama: ["model"],
  "openai-provider": ["model"],
  embedder: ["model"],
  vectors: [],
  feeds: ["posts"],
  live: ["posts"],
  opensearch: ["posts"],
  runs: ["assistant", "conversation", "model", "posts"],
  // apps
  web: ["conversation", "protocol"],
  server: [
    "access",
    "api-store",
    "assistant",
    "conversation",
    "dialects",
    "embedder",
    "vectors",
    "llama",
    "model",
    "model-hub",
    "openai-provider",
    "protocol",
    "runs",
    "store",
    "posts",
    "feeds",
    "live",
    "opensearch",
  ],
  cli: ["conversation", "model", "model-hub", "protocol", "server"],
};

const sources = globSync("{apps,packages}/*/src/**/*.{ts,tsx}", { cwd: root }).filter(
  (file) => !/\.test\.tsx?$/.test(file) && !file.includes("node_modules"),
);

function importsOf(file: string): string[] {
  const text = readFileSync(`${root}/${file}`, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map((match) => match[1] ?? "");
}

test("every package has its arrows written down", () => {
  const names = new Set(sources.map((file) => file.split("/")[1] ?? ""));
  assert.deepEqual([...names].sort(), Object.keys(allowed).sort());
});

test("packages import only what their arrows allow, and only through the front door", () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const owner = file.split("/")[1] ?? "";
    for (const imported of importsOf(file)) {
      const match = /^@grok\/([^/]+)(\/.*)?$/.exec(imported);
      if (match?.[1] === undefined) continue;
      if (!allowed[owner]?.includes(match[1])) wrong.push(`${file} imports ${imported}`);
      else if (match[2] !== undefined) wrong.push(`${file} enters ${imported} by a side door`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("relative imports stay inside their package", () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const home = file.split("/").slice(0, 2).join("/");
    for (const imported of importsOf(file)) {
      if (!imported.startsWith(".")) continue;
      const target = new URL(imported, `file:///${file}`).pathname.slice(1);
      if (!target.startsWith(`${home}/`)) wrong.push(`${file} imports ${imported}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("every import of another package is declared in package.json, and every declared one is used", () => {
  const wrong: string[] = [];
  for (const name of Object.keys(allowed)) {
    const folder = globSync(`{apps,packages}/${name}`, { cwd: root })[0];
    const manifest = JSON.parse(readFileSync(`${root}/${folder}/package.json`, "utf8")) as {
      dependencies?: Record<string, string>;
    };
    const declared = Object.keys(manifest.dependencies ?? {}).filter((key) => key.startsWith("@grok/"));
    const used = new Set(
      sources
        .filter((file) => file.startsWith(`${folder}/`))
        .flatMap(importsOf)
        .filter((imported) => imported.startsWith("@grok/")),
    );
    for (const imported of used)
      if (!declared.includes(imported)) wrong.push(`${name} does not declare ${imported}`);
    for (const key of declared) if (!used.has(key)) wrong.push(`${name} declares ${key} without using it`);
  }
  assert.deepEqual(wrong, []);
});
