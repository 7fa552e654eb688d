import assert from "node:assert/strict";
import { test } from "node:test";
import { activeTab, type CodeTab, isChanged, noCode, reduceCodeEditor } from "./code-editor.ts";

function tab(id: string, more: Partial<CodeTab> = {}): CodeTab {
  return {
    id,
    paneId: "1",
    conversationId: "c",
    nodeId: `node-${id}`,
    offset: 0,
    language: "ts",
    fileName: `${id}.ts`,
    original: "a",
    text: "a",
    ...more,
  };
}

const open = (...ids: string[]) =>
  ids.reduce((editor, id) => reduceCodeEditor(editor, { type: "code-opened", tab: tab(id) }), noCode);

test("a block opened again shows its tab, with what was written in it", () => {
  const typed = reduceCodeEditor(open("a", "b"), { type: "code-typed", id: "a", text: "written" });
  const again = reduceCodeEditor(typed, {
    type: "code-opened",
    tab: tab("new", { nodeId: "node-a", paneId: "2" }),
  });
  assert.equal(again.tabs.length, 2);
  assert.equal(activeTab(again)?.text, "written");
  assert.equal(activeTab(again)?.paneId, "2");
});

test("a saved tab belongs to the new reply, and what was typed meanwhile counts as a change", () => {
  const typed = reduceCodeEditor(open("a"), { type: "code-typed", id: "a", text: "more" });
  const saved = reduceCodeEditor(typed, {
    type: "code-saved",
    id: "a",
    nodeId: "node-2",
    offset: 0,
    saved: "mor",
  });
  const [after] = saved.tabs;
  assert.equal(after?.nodeId, "node-2");
  assert.equal(after?.text, "more");
  assert.equal(isChanged(after!), true);
});

test("when the shown tab closes, its neighbour is shown; the last one leaves nothing", () => {
  const three = reduceCodeEditor(open("a", "b", "c"), { type: "code-shown", id: "b" });
  const two = reduceCodeEditor(three, { type: "code-closed", ids: ["b"] });
  assert.equal(two.active, "c");
  const one = reduceCodeEditor(two, { type: "code-closed", ids: ["c"] });
  assert.equal(one.active, "a");
  assert.deepEqual(reduceCodeEditor(one, { type: "code-closed", ids: ["a"] }), noCode);
});

test("closing another tab leaves the shown one", () => {
  const editor = reduceCodeEditor(open("a", "b", "c"), { type: "code-closed", ids: ["a", "b"] });
  assert.equal(editor.active, "c");
});

test("put away it keeps its tabs, and whatever is opened brings it back", () => {
  const away = reduceCodeEditor(open("a"), { type: "code-put-away" });
  assert.deepEqual([away.away, away.tabs.length], [true, 1]);
  const back = reduceCodeEditor(away, { type: "code-opened", tab: tab("b", { nodeId: "node-a" }) });
  assert.deepEqual([back.away, back.tabs.length], [false, 1]);
});
