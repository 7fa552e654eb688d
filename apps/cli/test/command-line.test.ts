import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { strToU8, unzipSync, zipSync } from "fflate";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "grok-cli-"));
after(() => rmSync(home, { recursive: true, force: true }));

/** Runs the command over an empty home, away from any network. */
function grok(args: readonly string[], input = "") {
  const env = { ...process.env, GROK_HOME: home, HF_ENDPOINT: "http://127.0.0.1:9", GROK_PORT: "0" };
  return spawnSync(process.execPath, [main, ...args], { input, env, encoding: "utf8", timeout: 60_000 });
}

test("help is no failure, and names every command", () => {
  const { status, stdout } = grok(["--help"]);
  assert.equal(status, 0);
  for (const name of ["up", "chat", "models", "doctor", "export", "import"])
    assert.match(stdout, new RegExp(`\\b${name}\\b`));
});

test("a command that does not exist, and a setting that cannot be, end with 2 and say what there is", () => {
  const unknown = grok(["sing"]);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /unknown command 'sing'/);
  const port = grok(["up", "--no-open", "--port", "70000"]);
  assert.equal(port.status, 2);
  assert.match(port.stderr, /70000/);
  const cache = grok(["up", "--no-open", "--branch-cache-mb", "lots"]);
  assert.equal(cache.status, 2);
  assert.match(cache.stderr, /--branch-cache-mb .* is "lots"/);
});

test("binding to other addresses without a password is refused with what to do", () => {
  const { status, stderr } = grok(["up", "--no-open", "--host", "0.0.0.0"]);
  assert.notEqual(status, 0);
  assert.match(stderr, /GROK_PASSWORD/);
});

test("doctor finds nothing wrong with an empty home, and an export of nothing can be imported", () => {
  const doctor = grok(["doctor"]);
  assert.equal(doctor.status, 0, doctor.stderr);
  assert.match(doctor.stdout, /Everything is in order/);
  const file = join(home, "all.jsonl");
  assert.equal(grok(["export", "--output", file]).status, 0);
  const imported = grok(["import", file]);
  assert.equal(imported.status, 0, imported.stderr);
  assert.match(imported.stdout, /^new conversations +0$/m);
});

test("a file that is no export brings nothing, says what was expected, and fails", () => {
  const file = join(home, "wrong.jsonl");
  writeFileSync(file, "this is not JSON\n");
  const { status, stdout, stderr } = grok(["import", file, join(home, "missing.json")]);
  assert.equal(status, 1);
  assert.match(stderr, /wrong\.jsonl: this is no export known here: .*begins with “this is not JSON”/);
  assert.match(stderr, /there is no file .*missing\.json/);
  assert.match(stdout, /^not readable +2$/m);
});

const chat = (id: string, question: string) => ({
  conversation_id: id,
  title: `About ${question}`,
  create_time: 1_700_000_000,
  mapping: {
    q: { parent: null, message: { author: { role: "user" }, content: { parts: [question] } } },
    a: { parent: "q", message: { author: { role: "assistant" }, content: { parts: ["An answer."] } } },
    b: { parent: "q", message: { author: { role: "assistant" }, content: { parts: ["Another."] } } },
  },
});

test("several files come in together, from ZIPs and from standard input too, and twice changes nothing", () => {
  const zip = join(home, "export.zip");
  writeFileSync(
    zip,
    zipSync({
      "conversations-000.json": strToU8(JSON.stringify([chat("one", "tides")])),
      "conversations-001.json": strToU8(JSON.stringify([chat("two", "tea"), 7])),
      "picture.png": strToU8("x"),
    }),
  );
  const transcript = join(home, "soup.md");
  writeFileSync(transcript, "**User:** Soup?\n\n**Assistant:** Yes.\n");
  const first = grok(["import", zip, transcript, "-"], JSON.stringify([chat("three", "bread")]));
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /new conversations +4\nnew messages +11\nhere already +0\n/);
  assert.match(first.stdout, /not readable +1\nother files in ZIPs +1/);
  assert.match(first.stderr, /^conversations-001\.json: conversation 2 is of no kind known here/m);
  const again = grok(["import", zip, transcript]);
  assert.match(again.stdout, /new conversations +0\nnew messages +0\nhere already +11\n/);
});

test("an export is written in every format, of all conversations or of one", () => {
  const all = grok(["export"]).stdout;
  const id = /"type":"conversation","id":"([^"]+)"[^\n]*"title":"About tides"/.exec(all)![1]!;
  const one = (format: string, ...more: string[]) =>
    grok(["export", "--format", format, "--conversation", id, ...more]);
  assert.match(one("markdown").stdout, /^## You\n\ntides$/m);
  assert.match(one("html").stdout, /^<!doctype html>.*About tides.*<\/html>$/ms);
  assert.equal(JSON.parse(one("chatgpt").stdout)[0].title, "About tides");
  const file = join(home, "notes.zip");
  assert.equal(one("notes", "--output", file).status, 0);
  assert.equal(Object.keys(unzipSync(readFileSync(file))).length, 4);
  assert.equal(JSON.parse(grok(["export", "-f", "chatgpt"]).stdout).length, 4);
  const leaf = new RegExp(`"id":"([^"]+)","conversationId":"${id}"[^\\n]*An answer`).exec(all)![1]!;
  assert.match(one("markdown", "--leaf", leaf).stdout, /^An answer\.$/m);
  for (const wrong of [
    ["--format", "html"],
    ["--leaf", leaf],
    ["--format", "song"],
  ])
    assert.equal(grok(["export", ...wrong]).status, 2);
});

test("an export that fails leaves no half-written file", () => {
  const { status, stderr } = grok([
    "export",
    "--conversation",
    "0199a000-0000-7000-8000-000000000000",
    "--output",
    join(home, "half.jsonl"),
  ]);
  assert.equal(status, 1);
  assert.notEqual(stderr.trim(), "");
  assert.deepEqual(
    readdirSync(home).filter((name) => name.startsWith("half")),
    [],
  );
});

test("models that this machine cannot hold are not offered unless asked for", () => {
  const all = grok(["models", "list", "--all"]);
  assert.equal(all.status, 0, all.stderr);
  assert.match(all.stdout, /grok-1 .*/);
  assert.match(all.stdout, /smollm2-135m/);
  const unknown = grok(["models", "info", "no-such-model"]);
  assert.equal(unknown.status, 1);
  assert.match(unknown.stderr, /no-such-model/);
});

test("feeds are set up, listed, filled from a pipe, searched and forgotten", () => {
  assert.match(grok(["live"]).stdout, /no feed is set up/);
  assert.match(grok(["live", "kinds"]).stdout, /^bluesky .*\n[\s\S]*^x .*needs a key/m);
  const on = grok(["live", "on", "push", "--title", "My script"]);
  assert.equal(on.status, 0, on.stderr);
  assert.match(on.stderr, /grok up/);
  const lines = '{"id":"1","text":"The ferry is late again","author":"mira"}\nno JSON\n';
  const broken = grok(["live", "push"], lines);
  assert.equal(broken.status, 1);
  assert.match(broken.stderr, /Line 2/);
  const pushed = grok(["live", "push"], `${lines.split("\n")[0]}\n{"text":5}\n`);
  assert.equal(pushed.status, 0, pushed.stderr);
  assert.match(pushed.stdout, /^1 posts taken, 0 known before, 1 refused/);
  assert.match(pushed.stderr, /line 2/);
  const found = grok(["live", "search", "ferry", "--json"]);
  assert.equal(JSON.parse(found.stdout).handle, "mira");
  assert.match(grok(["live", "search", "zeppelin"]).stderr, /Nothing found/);
  assert.match(grok(["live", "keep", "--age", "7d", "--size", "always"]).stdout, /as many as come/);
  assert.match(grok(["live", "feeds"]).stdout, /push .*\n[\s\S]*1 posts/);
  assert.equal(grok(["live", "forget"]).status, 2);
  assert.equal(grok(["live", "forget", "--yes"]).status, 0);
  assert.equal(grok(["live", "rm", "push"]).status, 0);
  assert.equal(grok(["live", "off", "push"]).status, 2);
});

test("what cannot be a feed's setting is refused before anything is stored", () => {
  for (const [args, message] of [
    [["telegraph"], /telegraph/],
    [["rss", "--set", "addresses"], /name=value/],
    [["rss", "--set", "colour=red"], /no setting "colour"/],
    [["x", "--set", "token=abc"], /--secret token/],
  ] as const) {
    const { status, stderr } = grok(["live", "on", ...args]);
    assert.equal(status, 2, stderr);
    assert.match(stderr, message);
  }
  assert.equal(grok(["live", "keep", "--age", "soon"]).status, 2);
  assert.equal(grok(["live", "trends", "--window", "5m"]).status, 1);
});
