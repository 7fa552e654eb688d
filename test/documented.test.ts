// Documentation that lags fails here: every command, option, setting, script and route stands in the documents.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { DescService } from "@bufbuild/protobuf";
import * as protocol from "@grok/protocol";
import type { Command } from "commander";
import { buildProgram } from "../apps/cli/src/command-line.ts";
import { settingsTable } from "../apps/server/src/index.ts";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), "utf8");
const commands = read("docs/commands.md");
const api = read("docs/api.md");
const readme = read("README.md");

function leaves(command: Command, path: string): { path: string; command: Command }[] {
  const below = command.commands.flatMap((child) => leaves(child, `${path} ${child.name()}`));
  return below.length > 0 ? below : [{ path, command }];
}

test("every command and each of its options is in docs/commands.md", () => {
  const settings = new Set(settingsTable.map((setting) => setting.flag));
  const missing = leaves(buildProgram(), "grok").flatMap(({ path, command }) => [
    ...(commands.includes(`\`${path}`) ? [] : [path]),
    ...command.options
      .map((option) => option.long ?? "")
      .filter((flag) => !settings.has(flag) && !commands.includes(flag))
      .map((flag) => `${path} ${flag}`),
  ]);
  assert.deepEqual(missing, []);
});

test("every setting is in docs/commands.md with its flag and its variable", () => {
  for (const { flag, env } of settingsTable) {
    assert.ok(commands.includes(`\`${env}\``), env);
    if (flag !== null) assert.ok(commands.includes(`\`${flag}\``), flag);
  }
});

test("every method of every service is in docs/api.md", () => {
  const { xai, ...own } = protocol;
  const services = ([...Object.values(own), ...Object.values(xai)] as unknown[]).filter(
    (value): value is DescService =>
      typeof value === "object" && value !== null && "kind" in value && value.kind === "service",
  );
  assert.ok(services.length >= 4);
  const missing = services.flatMap((service) =>
    [service.name, ...service.methods.map((method) => method.name)].filter(
      (name) => !api.includes(`\`${name}\``),
    ),
  );
  assert.deepEqual(missing, []);
});

test("every npm script is in the README", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const missing = Object.keys(scripts).filter((name) => !new RegExp(`npm (run )?${name}\\b`).test(readme));
  assert.deepEqual(missing, []);
});

test("every link between documents leads somewhere", () => {
  const broken: string[] = [];
  for (const path of [
    "README.md",
    "FEATURES.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/api.md",
    "docs/api-keys.md",
    "docs/commands.md",
  ]) {
    for (const [, target] of read(path).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      try {
        readFileSync(new URL(target ?? "", new URL(`../${path}`, import.meta.url)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EISDIR") broken.push(`${path}: ${target}`);
      }
    }
  }
  assert.deepEqual(broken, []);
});
