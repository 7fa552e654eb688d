// What is offered, and what is done, in conversations of different states.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  askedProvenance,
  type ConversationNode,
  idMaker,
  type Provenance,
  questionNode,
  replyNode,
  rootNode,
} from "@grok/conversation";
import type { Effects } from "../effects/effects.ts";
import type { Action } from "../state/action.ts";
import { defaultLook, type Language } from "../state/look.ts";
import { newWorkspace, reduce, type Workspace } from "../state/workspace.ts";
import { en } from "../words/en.ts";
import { formatsOf } from "../words/formats.ts";
import { zh } from "../words/zh.ts";
import { type CommandContext, isAvailable } from "./command.ts";
import { contextOf } from "./command-context.ts";
import { paletteGroups } from "./palette-groups.ts";
import { knownValues, missingWords } from "./prompt-values.ts";
import { commandNamed } from "./registry.ts";
import { slashOptions } from "./slash-options.ts";

const make = idMaker(() => 7);
const newId = () => make(1);
const saved = { viewId: "v", draft: "", queue: [], anchorId: null, editing: null };
const provenance: Provenance = {
  ...askedProvenance({ modelAsked: "grok", mode: "regular", think: false }),
  modelId: "m",
  modelTitle: "M",
  provider: "llama",
  finishReason: "stop",
};

interface Case {
  /** Texts of replies, one after the other. */
  readonly replies?: readonly string[];
  readonly running?: boolean;
  readonly language?: Language;
  readonly also?: readonly Action[];
  readonly selection?: string;
  readonly focused?: number;
}

/** A conversation in pane 1, and everything that its commands ask of the effects. */
function contextIn(given: Case) {
  const { replies = [], running = false, language = "en", also = [], selection = "", focused } = given;
  const root = rootNode({ id: newId(), rootId: newId(), createdAtMs: 1 });
  const { conversationId } = root;
  const nodes: ConversationNode[] = [];
  let above: ConversationNode = root;
  replies.forEach((text, at) => {
    const question = questionNode({ id: newId(), createdAtMs: 1 }, above, `Question ${at + 1}`);
    const reply = replyNode({ id: newId(), createdAtMs: 1 }, question, provenance);
    const last = running && at === replies.length - 1;
    above = {
      ...reply,
      status: last ? "running" : "done",
      parts: [{ type: "text", text }],
    } as ConversationNode;
    nodes.push(question, above);
  });
  const actions: Action[] = [
    { type: "conversation-begun", paneId: "1", root, saved },
    { type: "nodes-arrived", conversationId, nodes },
    ...(nodes.length === 0
      ? []
      : ([
          { type: "run-accepted", conversationId, runId: above.id },
          { type: "cursor-moved", paneId: "1", conversationId, leafId: above.id },
        ] as const)),
    ...also,
  ];
  const workspace = actions.reduce<Workspace>(reduce, newWorkspace(defaultLook));
  const asked: string[] = [];
  const recorder = (path: string): unknown =>
    new Proxy(() => undefined, {
      get: (_, name) => recorder(path === "" ? String(name) : `${path}.${String(name)}`),
      apply: (_, __, args) => void asked.push(`${path} ${JSON.stringify(args)}`),
    });
  const context: CommandContext = contextOf({
    workspace,
    effects: recorder("") as Effects,
    desk: recorder("desk") as CommandContext["desk"],
    words: language === "zh" ? zh : en,
    language,
    place: { paneId: "1", conversationId },
    nodeId: focused === undefined ? null : nodes[focused]!.id,
    selection,
  });
  const run = (name: string, argument = "") => {
    asked.length = 0;
    const command = commandNamed(name)!;
    assert.equal(command.lacks?.(context) ?? null, null, name);
    command.run(context, argument);
    return asked.join("; ");
  };
  return { context, run, nodes };
}

const letter = { name: "letter", description: "A letter to somebody", text: "Write to {name}" };
const names = (text: string, given: Case = { replies: ["Yes."] }) =>
  slashOptions(text, contextIn(given).context, [letter]).map(({ name }) => name);

test("a slash alone offers what can be done here, and nothing else", () => {
  const all = names("/");
  assert.equal(all[0], "/branch");
  assert.ok(all.includes("/letter"));
  for (const name of ["/stop", "/continue", "/close", "/compare", "/serious", "/code"])
    assert.ok(!all.includes(name), name);
});

test("an empty conversation offers nothing about replies", () => {
  const all = names("/", {});
  for (const name of ["/branch", "/regenerate", "/copy", "/rename", "/summarise", "/tree-name"])
    assert.ok(!all.includes(name), name);
  assert.ok(all.includes("/system"));
});

test("while a reply is being written commands go on; only what needs it whole waits", () => {
  const all = names("/", { replies: ["Yes"], running: true });
  for (const name of ["/stop", "/split", "/fun", "/tree", "/copy"]) assert.ok(all.includes(name), name);
  for (const name of ["/regenerate", "/edit", "/prune"]) assert.ok(!all.includes(name), name);
});

test("what begins with the letters goes first, what only has them comes after", () => {
  assert.equal(names("/sp")[0], "/split");
  assert.ok(names("/rgn").includes("/regenerate"));
  assert.ok(names("/summarize").includes("/summarise"));
  assert.deepEqual(names("/letter"), ["/letter"]);
});

test("names to come, other words and plain text offer nothing", () => {
  for (const text of ["/deepsearch", "/imagine", "/usr/bin", "split", "/translate this"])
    assert.deepEqual(names(text), [], text);
});

test("after a name with values the values are offered, until one stands there", () => {
  assert.deepEqual(names("/theme "), ["light", "dark", "system"]);
  assert.deepEqual(names("/theme d"), ["dark"]);
  assert.deepEqual(names("/theme dark"), []);
});

test("words of another script find what a command is called", () => {
  assert.ok(names("/翻译", { replies: ["好。"], language: "zh" }).includes("/translate"));
});

test("commands are about the last reply, or about the message that has the focus", () => {
  const last = contextIn({ replies: ["One.", "Two."] });
  assert.match(last.run("regenerate"), new RegExp(`runs.regenerate .*"${last.nodes[3]!.id}"\\]`));
  assert.match(last.run("rephrase"), /Question 2/);
  const first = contextIn({ replies: ["One.", "Two."], focused: 1 });
  assert.match(first.run("regenerate"), new RegExp(first.nodes[1]!.id));
  assert.match(first.run("branch"), new RegExp(`"at":"${first.nodes[1]!.id}"`));
  const question = contextIn({ replies: ["One.", "Two."], focused: 0 });
  assert.match(question.run("edit"), /Question 1/);
  assert.match(question.run("regenerate"), new RegExp(question.nodes[1]!.id));
});

test("an argument is asked, set or gone to; without one there is a box or a list", () => {
  const { run } = contextIn({ replies: ["Yes."] });
  assert.match(run("branch", "And if not?"), /branch-begun.*runs\.ask .*"And if not\?",false\]/s);
  assert.match(run("system", "Be brief."), /instructions\.set .*"Be brief\."\]/);
  assert.match(run("system"), /"kind":"instructions"/);
  assert.match(run("model"), /"list":"models"/);
  assert.match(run("model", "grok-mini"), /panes\.make .*\{"model":"grok-mini"\}\]/);
  assert.match(run("split", "below"), /panes\.split \["1","below"\]/);
  assert.match(run("split", "tab"), /panes\.split \["1","into","new"\]/);
  assert.match(run("theme", "dark"), /"theme":"dark"/);
  assert.match(run("translate", "French"), /French/);
  assert.match(run("summarise"), /runs\.summarise/);
});

test("a message open in the editor is not pushed out by another one", () => {
  const { context, nodes } = contextIn({ replies: ["Yes."] });
  const view = { ...context.view!, editing: { nodeId: nodes[1]!.id, text: "Yes, but" } };
  for (const name of ["edit", "rephrase"])
    assert.equal(commandNamed(name)!.lacks!({ ...context, view }), "editing", name);
});

test("on the settings page nothing is done to what stands behind it", () => {
  const { context } = contextIn({
    replies: ["Yes."],
    also: [{ type: "route-changed", route: { page: "settings" } }],
  });
  for (const name of ["split", "fun", "regenerate", "clear", "rename"])
    assert.equal(isAvailable(commandNamed(name)!, context), false, name);
  for (const name of ["new", "theme", "help"]) assert.ok(isAvailable(commandNamed(name)!, context), name);
});

test("/clear begins anew and says that the old conversation stays", () => {
  assert.match(contextIn({ replies: ["Yes."] }).run("clear"), /navigation\.goNew.*say/s);
});

test("a block of code is found wherever it stands", () => {
  for (const text of ["```js\n1\n```", "Text.\n\n> ~~~\n> 1\n> ~~~", "1. ```\n   1\n   ```"])
    assert.ok(names("/code", { replies: [text] }).includes("/code"), text);
  assert.deepEqual(names("/code", { replies: ["`none`"] }), []);
});

test("words of a command are known from where one is; the others are asked for", () => {
  const { context } = contextIn({ replies: ["Yes."], selection: "marked" });
  const values = knownValues(context, "", Date.UTC(2026, 0, 2, 12));
  assert.deepEqual([values.selection, values.reply], ["marked", "Yes."]);
  assert.match(values.date!, /2 January 2026|January 2, 2026/);
  assert.deepEqual(missingWords("{date} {reply} {text} {selection} {name}", values), ["text", "name"]);
});

test("the palette finds commands by title, name and hint, and guesses only where nothing is sure", () => {
  const { context } = contextIn({ replies: ["Yes."] });
  const found = (query: string) =>
    paletteGroups(query, context, [], formatsOf("en", en)).flatMap(({ entries }) =>
      entries.map(({ key }) => key),
    );
  assert.equal(found("br")[0], "branch");
  assert.ok(found("br").includes("theme"));
  assert.ok(!found("br").includes("bookmark"));
  assert.ok(found("tree open").includes("tree"));
  assert.ok(found("regen").includes("regenerate"));
  assert.ok(found("opntr").includes("tree"));
  assert.deepEqual(found("xyzzy"), []);
});

test("the palette shows what matched, and every letter of title and hint", () => {
  const { context } = contextIn({ replies: ["Yes."] });
  const [here] = paletteGroups("branch", context, [], formatsOf("en", en));
  const [first] = here!.entries;
  assert.deepEqual(first!.title[0], { text: "Branch", hit: true });
  assert.equal(first!.title.map(({ text }) => text).join(""), "Branch from here");
});
