import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { drawn, imported, importInto, messagesOf, shownFirst } from "./import-bench.ts";

describe("a Claude export", () => {
  const at = (minute: number) => `2025-01-01T00:${String(minute).padStart(2, "0")}:00.000000Z`;
  const said = (n: number, sender: string, text: string, more: object = {}) => ({
    uuid: `m${n}`,
    sender,
    text,
    content: [{ type: "text", text }],
    created_at: at(n),
    attachments: [],
    files: [],
    ...more,
  });
  const chat = (messages: object[], more: object = {}) => ({
    uuid: "c1",
    name: "Tea",
    created_at: at(0),
    updated_at: at(59),
    account: { uuid: "u" },
    chat_messages: messages,
    ...more,
  });

  test("without parents is one branch; attached texts stay, files are counted", async () => {
    const { store, report } = await imported([
      chat([
        said(1, "human", "Read this", {
          attachments: [
            { file_name: "tea.txt", extracted_content: "Assam" },
            { file_name: "x.bin", extracted_content: "" },
          ],
          files: [{ file_name: "cup.png" }],
        }),
        said(2, "assistant", "", {
          content: [
            { type: "thinking", thinking: "Hm.", start_timestamp: at(2), stop_timestamp: at(3) },
            { type: "tool_use", name: "search" },
            { type: "tool_result", content: [] },
            { type: "text", text: "It is tea." },
          ],
        }),
        said(3, "human", "Thanks", { content: undefined }),
      ]),
    ]);
    assert.equal(report.format, "claude");
    assert.equal(await drawn(store), "u Read this\n\n**tea.txt**\n\nAssam(a It is tea.(u Thanks))");
    const reply = (await messagesOf(store))[1]!;
    assert.deepEqual(reply.parts[0], { type: "reasoning", text: "Hm.", durationMs: 60_000 });
    assert.equal(reply.createdAtMs, Date.UTC(2025, 0, 1, 0, 2));
    assert.deepEqual(report.problems, [
      "2 attached files were left out",
      "2 messages between the assistant and its tools were left out",
    ]);
    assert.equal(await shownFirst(store), "Thanks");
  });

  test("with parents has its branches", async () => {
    const none = "00000000-0000-4000-8000-000000000000";
    const { store } = await imported([
      chat(
        [
          said(1, "human", "Hi", { parent_message_uuid: none }),
          said(2, "assistant", "Hello", { parent_message_uuid: "m1" }),
          said(3, "assistant", "Hey", { parent_message_uuid: "m1" }),
          said(4, "human", "Bye", { parent_message_uuid: "m2" }),
        ],
        { current_leaf_message_uuid: "m3" },
      ),
    ]);
    assert.equal(await drawn(store), "u Hi(a Hello(u Bye) | a Hey)");
    assert.equal(await shownFirst(store), "Hey");
  });
});

describe("an Open WebUI export", () => {
  const message = (
    id: string,
    parentId: string | null,
    role: string,
    content: unknown,
    more: object = {},
  ) => ({
    [id]: { id, parentId, childrenIds: [], role, content, timestamp: 1_700_000_000, ...more },
  });
  const row = (messages: object, more: object = {}) => ({
    id: "o1",
    title: "Soup",
    created_at: 1_700_000_000,
    updated_at: 1_700_000_500,
    archived: false,
    pinned: true,
    chat: { title: "Soup", models: ["llama3:8b"], history: { messages, currentId: "a2" } },
    ...more,
  });

  test("is linked by parents, though its lists of children are empty or wrong", async () => {
    const messages = {
      ...message("q", null, "user", "Soup?", { childrenIds: ["gone"] }),
      ...message("a1", "q", "assistant", "Yes.", { model: "qwen", modelName: "Qwen 3" }),
      ...message("a2", "q", "assistant", "No.", { timestamp: 1_700_000_000_001 }),
      ...message("q2", "a1", "user", [
        { type: "text", text: "More" },
        { type: "image_url", image_url: {} },
      ]),
    };
    const { store, report } = await imported([row(messages)]);
    assert.equal(report.format, "open-webui");
    assert.equal(await drawn(store), "u Soup?(a Yes.(u More) | a No.)");
    assert.equal(await shownFirst(store), "No.");
    assert.deepEqual(
      (await messagesOf(store)).map((node) => node.provenance?.modelTitle),
      [undefined, "Qwen 3", "llama3:8b", undefined],
    );
    assert.deepEqual(report.problems, ["1 picture or recording was left out"]);
    assert.equal((await importInto(store, [row(messages)])).nodes, 0);
  });

  test("of the old kind, without a chat around it, is read too", async () => {
    const messages = { ...message("q", null, "user", "Soup?"), ...message("a", "q", "assistant", "Yes.") };
    const { store } = await imported([
      { id: "old", title: "Old", models: [], history: { messages, currentId: "a" } },
    ]);
    assert.equal(await drawn(store), "u Soup?(a Yes.)");
  });

  test("has reasoning in a list of output or in the text; both become reasoning of ours", async () => {
    const details =
      '<details type="reasoning" done="true" duration="4">\n<summary>Thought for 4 seconds</summary>\n&gt; Salt &amp; water\n</details>\nBoil it.';
    const output = [
      { type: "reasoning", duration: 1.5, content: [{ type: "output_text", text: "Hot." }] },
      { type: "function_call", name: "clock" },
      { type: "message", content: [{ type: "output_text", text: "Stir it." }] },
    ];
    const { store, report } = await imported([
      row({
        ...message("q", null, "user", "How?"),
        ...message("a1", "q", "assistant", details),
        ...message("a2", "q", "assistant", "Hot. Stir it.", { output }),
      }),
    ]);
    const replies = (await messagesOf(store)).filter((node) => node.role === "assistant");
    assert.deepEqual(
      replies.map((node) => node.parts),
      [
        [
          { type: "reasoning", text: "Salt & water", durationMs: 4000 },
          { type: "text", text: "Boil it." },
        ],
        [
          { type: "reasoning", text: "Hot.", durationMs: 1500 },
          { type: "text", text: "Stir it." },
        ],
      ],
    );
    assert.equal(report.leftOut, 1);
  });
});

describe("a LibreChat export", () => {
  const none = "00000000-0000-0000-0000-000000000000";
  const said = (
    id: string,
    parent: string | undefined,
    byUser: boolean,
    text: string,
    more: object = {},
  ) => ({
    messageId: id,
    ...(parent === undefined ? {} : { parentMessageId: parent }),
    isCreatedByUser: byUser,
    sender: byUser ? "User" : "GPT-4",
    text,
    createdAt: "2025-02-03T04:05:06.000Z",
    ...more,
  });
  const chat = (messages: object[], more: object = {}) => ({
    conversationId: "l1",
    title: "Bread",
    endpoint: "openAI",
    options: { model: "gpt-4" },
    exportAt: "today",
    recursive: false,
    messages,
    ...more,
  });

  test("in its flat form is linked by parents, in whatever order", async () => {
    const { store, report } = await imported(
      chat([
        said("a2", "q", false, "Or this"),
        said("q2", "a1", true, "And then?"),
        said("a1", "q", false, "", {
          content: [
            { type: "think", think: "Dough" },
            { type: "text", text: { value: "Knead" } },
            { type: "tool_call", tool_call: {} },
          ],
          model: "o1",
        }),
        said("q", none, true, "How?"),
      ]),
    );
    assert.equal(report.format, "librechat");
    assert.equal(await drawn(store), "u How?(a Or this | a Knead(u And then?))");
    const nodes = await messagesOf(store);
    assert.deepEqual(nodes.map((node) => node.provenance?.modelTitle).slice(1, 3), ["gpt-4", "o1"]);
    assert.equal(report.leftOut, 1);
  });

  test("in its nested form may be as deep as it likes", async () => {
    let inner = "";
    for (let at = 3_000; at > 0; at--)
      inner = `${JSON.stringify(said(`m${at}`, undefined, at % 2 === 1, `t${at}`)).slice(0, -1)},"children":[${inner}]}`;
    const text = `${JSON.stringify(chat([], { recursive: true })).replace('"messages":[]', `"messages":[${inner}]`)}`;
    const { store, report } = await imported(text);
    assert.deepEqual([report.nodes, report.problems], [3_000, []]);
    assert.equal((await messagesOf(store)).at(-1)!.parts[0]?.text, "t3000");
  });
});
