// `grok keys` over a server that runs, as somebody at a terminal uses it; in this process, because starting one for each
// command takes a second.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, mock, test } from "node:test";
import { readConfig, startServer } from "@grok/server";
import { runCommandLine } from "../src/command-line.ts";

const home = mkdtempSync(join(tmpdir(), "grok-cli-keys-"));
process.env.GROK_HOME = home;
const server = await startServer(
  { ...readConfig({ GROK_HOME: home }, ["--port", "0"]), log: "error" },
  { firstStart: false, feeds: false },
);
after(async () => {
  await server.close();
  rmSync(home, { recursive: true });
});

/** What a command says, and how it ends. */
async function grok(args: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const out = mock.method(console, "log", (text: string) => {
    said.stdout += `${text}\n`;
  });
  const errors = mock.method(console, "error", (text: string) => {
    said.stderr += `${text}\n`;
  });
  const commander = mock.method(process.stderr, "write", (text: string) => {
    said.stderr += text;
    return true;
  });
  try {
    return { status: await runCommandLine(args), ...said };
  } finally {
    for (const each of [out, errors, commander]) each.mock.restore();
  }
}

test("keys are made, shown once, limited, blocked and revoked", async () => {
  assert.match((await grok(["keys"])).stderr, /without one/);
  const made = await grok([
    "keys",
    "create",
    "notebook",
    "--plan",
    "free",
    "--expires",
    "30d",
    "--tokens",
    "1M/month",
  ]);
  assert.equal(made.status, 0, made.stderr);
  assert.match(made.stdout, /^xai-[0-9A-Za-z]{49}\n$/);
  const ending = made.stdout.trim().slice(-4);
  const [listed] = JSON.parse((await grok(["keys", "list", "--json"])).stdout);
  assert.deepEqual(
    [listed.name, listed.redacted, listed.limits.tokens.month],
    ["notebook", `xai-…${ending}`, 1e6],
  );
  assert.ok(!JSON.stringify(listed).includes(made.stdout.slice(4, 40)));
  const limited = await grok([
    "keys",
    "limit",
    ending,
    "--requests",
    "5/day",
    "--model",
    "grok-mini",
    "--block",
  ]);
  assert.match(limited.stdout, /^State +blocked$/m);
  assert.match(limited.stdout, /^May use +api-key:model:grok-mini, api-key:endpoint:\*$/m);
  assert.match(limited.stdout, /requests: 5\/day; tokens: 1,000,000\/month/);
  assert.match((await grok(["keys", "show", "notebook"])).stdout, /5 of 5 requests a day of the key/);
  assert.match((await grok(["keys"])).stdout, /notebook +xai-….{4} +owner +free +blocked +never/);
  assert.match((await grok(["keys", "plans"])).stdout, /^supergrok +SuperGrok +240\/minute/m);
  for (const [wrong, message] of [
    [["revoke", "notebook"], /--yes/],
    [["revoke", "another", "--yes"], /no key "another"/],
    [["limit", "notebook"], /Nothing to change/],
    [["limit", "notebook", "--tokens", "lots"], /no limit/],
    [["create", "x", "--expires", "soon"], /no duration/],
    [["create"], /missing required argument/],
  ] as const) {
    const { status, stderr } = await grok(["keys", ...wrong]);
    assert.equal(status, 2, stderr);
    assert.match(stderr, message);
  }
  const gold = await grok(["keys", "create", "x", "--plan", "gold"]);
  assert.deepEqual([gold.status, /no plan/.test(gold.stderr)], [1, true]);
  assert.match((await grok(["keys", "revoke", "notebook", "--yes"])).stdout, /is revoked/);
  assert.match((await grok(["keys", "list", "--all"])).stdout, /revoked/);
  assert.match((await grok(["keys"])).stdout, /There are no keys/);
});
