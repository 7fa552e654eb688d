import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MemoryStore } from "../memory-store.ts";
import { drawn, imported, importInto, messagesOf, shownFirst } from "./import-bench.ts";

const start = 1_700_000_000;

interface Said {
  role?: string;
  text?: string;
  content?: object;
  at?: number;
  metadata?: object | null;
  recipient?: string;
  name?: string;
}

/** A conversation: name of a node to its parent and what is said there; "-" is no parent. */
function chat(nodes: Record<string, [parent: string, said: Said | null]>, extra: object = {}) {
  const names = Object.keys(nodes);
  const childrenOf = Map.groupBy(names, (id) => nodes[id]![0]);
  const mapping = Object.fromEntries(
    names.map((id, at) => {
      const [parent, said] = nodes[id]!;
      const message = said && {
        id,
        author: { role: said.role ?? "user", name: said.name ?? null, metadata: {} },
        create_time: said.at ?? start + at,
        content: said.content ?? { content_type: "text", parts: [said.text ?? ""] },
        ...(said.metadata === null ? {} : { metadata: said.metadata ?? {} }),
        recipient: said.recipient ?? "all",
      };
      const children = childrenOf.get(id) ?? [];
      return [id, { id, message, parent: parent === "-" ? null : parent, children }];
    }),
  );
  return {
    title: "Tides",
    create_time: start,
    update_time: start + 900,
    conversation_id: "c-1",
    mapping,
    ...extra,
  };
}

const ask = (text: string): Said => ({ text });
const answer = (text: string, more: Said = {}): Said => ({ role: "assistant", text, ...more });

describe("a ChatGPT export", () => {
  test("comes in with branches, dates, models and the branch shown last, and twice changes nothing", async () => {
    const file = [
      chat(
        {
          root: ["-", null],
          sys: ["root", { role: "system", text: "" }],
          q: ["sys", ask("Why tides?")],
          a1: ["q", answer("The moon.", { metadata: { model_slug: "gpt-4o" } })],
          a2: ["q", answer("Gravity.", { metadata: { model_slug: "o3" } })],
          q2: ["a1", ask("And the sun?")],
          a3: ["q2", answer("A little.")],
        },
        { current_node: "a3" },
      ),
    ];
    const { store, report } = await imported(file);
    assert.equal(await drawn(store), "u Why tides?(a The moon.(u And the sun?(a A little.)) | a Gravity.)");
    assert.deepEqual(
      [report.format, report.conversations, report.nodes, report.leftOut, report.problems],
      ["chatgpt", 1, 5, 0, []],
    );
    const nodes = await messagesOf(store);
    assert.deepEqual(
      nodes.map((node) => node.provenance?.modelTitle),
      [undefined, "gpt-4o", "o3", undefined, undefined],
    );
    assert.equal(nodes[0]?.createdAtMs, (start + 2) * 1000);
    assert.ok(nodes.every((node) => node.origin === "imported"));
    assert.equal(await shownFirst(store), "A little.");
    const conversation = await store.conversation("ada", report.latestId!);
    assert.deepEqual(
      [conversation.title, conversation.titledBy, conversation.createdAtMs, conversation.updatedAtMs],
      ["Tides", "import", start * 1000, (start + 900) * 1000],
    );
    const again = await importInto(store, file);
    assert.deepEqual([again.conversations, again.nodes, again.known], [0, 0, 6]);
    assert.deepEqual([again.problems, again.latestId], [[], report.latestId]);
  });

  test("steps over hidden nodes and tools without losing what hangs from them", async () => {
    const { store, report } = await imported([
      chat({
        root: ["-", null],
        sys: ["root", { role: "system", text: "Be nice." }],
        ctx: [
          "sys",
          { role: "user", text: "about me", metadata: { is_visually_hidden_from_conversation: true } },
        ],
        q: ["ctx", ask("Sum?")],
        call: ["q", answer("search(tides)", { recipient: "browser" })],
        result: ["call", { role: "tool", name: "browser", text: "found" }],
        a1: ["result", answer("One.")],
        a2: ["result", answer("Two.")],
        q2: ["a2", ask("More?")],
      }),
    ]);
    assert.equal(await drawn(store), "u Sum?(a One. | a Two.(u More?))");
    assert.equal(report.leftOut, 4);
    assert.deepEqual(report.problems, [
      "2 hidden messages were left out",
      "2 messages between the assistant and its tools were left out",
    ]);
  });

  test("keeps code that ran and its output, reasoning, spoken words and several parts", async () => {
    const { store, report } = await imported([
      chat({
        q: [
          "-",
          {
            content: {
              content_type: "multimodal_text",
              parts: [
                { content_type: "image_asset_pointer", asset_pointer: "sediment://file_1" },
                "Look at this",
                { content_type: "audio_transcription", text: "and hear me" },
              ],
            },
          },
        ],
        think: [
          "q",
          answer("", {
            content: { content_type: "thoughts", thoughts: [{ summary: "Plan", content: "Count." }] },
          }),
        ],
        recap: [
          "think",
          answer("", { content: { content_type: "reasoning_recap", content: "Thought for 3s" } }),
        ],
        code: [
          "recap",
          answer("", {
            content: { content_type: "code", language: "python", text: "1+1" },
            recipient: "python",
          }),
        ],
        out: [
          "code",
          { role: "tool", name: "python", content: { content_type: "execution_output", text: "2" } },
        ],
        a: ["out", answer("It is two.")],
      }),
    ]);
    assert.equal(
      await drawn(store),
      "u Look at this\n\nand hear me(a ```python\n1+1\n```\n\n```\n2\n```\n\nIt is two.)",
    );
    const [, reply] = await messagesOf(store);
    assert.deepEqual(reply!.parts[0], { type: "reasoning", text: "**Plan**\n\nCount.", durationMs: 0 });
    assert.deepEqual(report.problems, [
      "1 picture or recording was left out",
      "1 empty message was left out",
    ]);
  });

  test("joins messages of one role in a row, and keeps both where a branch needs the shorter one", async () => {
    const { store } = await imported([
      chat({
        q: ["-", ask("a")],
        q2: ["q", ask("b")],
        r: ["q", answer("to a")],
        r2: ["q2", answer("to both")],
        r3: ["r2", answer("and more")],
        r4: ["r2", answer("or else")],
      }),
    ]);
    assert.equal(await drawn(store), "u a(a to a) | u a\n\nb(a to both\n\nand more | a to both\n\nor else)");
  });

  test("survives missing metadata, several roots, orphans, circles and a first answer without a question", async () => {
    const { store, report } = await imported([
      chat({
        hello: ["-", answer("Welcome.", { metadata: null })],
        hi: ["hello", { ...ask("Hi"), metadata: null }],
        other: ["-", ask("Another root")],
        lost: ["nowhere", ask("An orphan")],
        x: ["y", ask("Round")],
        y: ["x", answer("and round")],
      }),
    ]);
    assert.equal(
      await drawn(store),
      "u(a Welcome.(u Hi)) | u Another root | u An orphan | u Round(a and round)",
    );
    assert.equal(report.problems.length, 2);
    assert.match(report.problems[0]!, /“Tides”: message lost hangs from nowhere, which is not in the file/);
    assert.match(report.problems[1]!, /leads in a circle/);
  });

  test("does not let a picture without words melt two replies into one", async () => {
    const picture = { content_type: "multimodal_text", parts: [{ asset_pointer: "sediment://1" }] };
    const { store } = await imported([
      chat({
        q: ["-", ask("Hi")],
        a: ["q", answer("Hello.")],
        p: ["a", { content: picture }],
        b: ["p", answer("A cat.")],
      }),
    ]);
    assert.equal(await drawn(store), "u Hi(a Hello.(u *(picture)*(a A cat.)))");
  });

  test("shows what stood in the place of a citation's marks", async () => {
    const mark = "\ue200cite\ue202turn0search1\ue201";
    const { store } = await imported([
      chat({
        q: ["-", ask("Hi")],
        a: [
          "q",
          answer(`So it is ${mark}.`, {
            metadata: {
              content_references: [{ matched_text: mark, alt: "([tides.example](https://tides.example))" }],
            },
          }),
        ],
      }),
    ]);
    assert.match(await drawn(store), /So it is \(\[tides\.example\]\(https:\/\/tides\.example\)\)\./);
  });

  test("takes what the conversation has got since, and nothing twice", async () => {
    const before = { q: ["-", ask("Hi")], a: ["q", answer("Hello.")] } as const;
    const after = {
      ...before,
      b: ["q", answer("Hey.")],
      c: ["a", answer("Anything else?")],
      d: ["c", ask("No")],
    };
    const store = new MemoryStore();
    await importInto(store, [chat({ ...before } as never)]);
    const report = await importInto(store, [chat(after as never)]);
    assert.deepEqual([report.conversations, report.nodes, report.known], [0, 3, 2]);
    assert.equal(await drawn(store), "u Hi(a Hello. | a Hey. | a Hello.\n\nAnything else?(u No))");
  });

  test("imports the others where one conversation is of no use, and says which and why", async () => {
    const good = chat({ q: ["-", ask("Hi")] });
    const { report } = await imported([
      { title: "Broken", mapping: [] },
      { mapping: { a: { id: "a", message: null, parent: null } }, title: "Empty", conversation_id: "e" },
      17,
      good,
      { mapping: "no" },
    ]);
    assert.deepEqual([report.conversations, report.unreadable], [1, 3], report.problems.join("\n"));
    assert.match(
      report.problems[0]!,
      /^conversation 1 is of no kind known here: .*; it is an object with the fields title, mapping/,
    );
    assert.match(report.problems[1]!, /“Empty”: it holds no text, so it was left out/);
    assert.match(report.problems[2]!, /^conversation 3 .*; it is a number/);
  });

  test("keeps what is archived out of the way", async () => {
    const { store } = await imported([chat({ q: ["-", ask("Hi")] }, { is_archived: true })]);
    assert.equal((await store.conversations("ada", { limit: 9 })).conversations.length, 0);
    assert.equal((await store.conversations("ada", { limit: 9, archived: true })).conversations.length, 1);
  });

  test("with a branch of many thousand messages comes in whole", async () => {
    const nodes: Record<string, [string, Said]> = {};
    for (let at = 0; at < 12_000; at++)
      nodes[`n${at}`] = [at === 0 ? "-" : `n${at - 1}`, at % 2 === 0 ? ask(`q${at}`) : answer(`a${at}`)];
    const { report } = await imported([chat(nodes)]);
    assert.deepEqual([report.nodes, report.problems], [12_000, []]);
  });

  test("with a comb of replies in a row does not grow without end", async () => {
    const nodes: Record<string, [string, Said]> = { q: ["-", ask("Hi")] };
    const text = "x".repeat(2_000);
    for (let at = 0; at < 800; at++) {
      nodes[`a${at}`] = [at === 0 ? "q" : `a${at - 1}`, answer(`${at} ${text}`)];
      nodes[`u${at}`] = [`a${at}`, ask(`branch ${at}`)];
    }
    const { store, report } = await imported([chat(nodes)]);
    assert.deepEqual(report.problems, []);
    const all = await messagesOf(store);
    const texts = all.flatMap((node) => node.parts.map((part) => part.text));
    assert.ok(texts.reduce((sum, each) => sum + each.length, 0) < 8 * 1024 * 1024);
    for (let at = 0; at < 800; at++) {
      assert.ok(texts.includes(`branch ${at}`));
      assert.ok(texts.some((each) => each.includes(`${at} x`)));
    }
  });
});
