import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { CodeTab } from "../state/code-editor.ts";
import { lookFromStorage } from "../state/look.ts";
import { onePane } from "../state/panes.ts";
import { createWorkspaceStore } from "../state/store.ts";
import { codeFrom, keepCode } from "./keep-code.ts";

const look = lookFromStorage({});
const newStore = () => createWorkspaceStore(look, onePane(look));
const quiet = { addEventListener: () => undefined };

function memoryStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  } as unknown as Storage;
}

function tab(id: string, text: string): CodeTab {
  const place = { paneId: "1", conversationId: "c", nodeId: `node-${id}`, offset: 4 };
  return { id, ...place, language: "ts", fileName: "a.ts", original: "old", text };
}

test("a reload brings back what was open and what was written in it", () => {
  const storage = memoryStorage();
  const before = newStore();
  keepCode(before, storage, quiet);
  before.dispatch({ type: "code-opened", tab: tab("a", "old") });
  before.dispatch({ type: "code-opened", tab: tab("b", "old") });
  before.dispatch({ type: "code-typed", id: "a", text: "written" });
  before.dispatch({ type: "code-shown", id: "a" });

  const after = newStore();
  keepCode(after, storage, quiet);
  assert.deepEqual(after.getState().codeEditor, before.getState().codeEditor);
});

test("what does not fit into the storage is asked about before the page goes", () => {
  let leave: ((event: { preventDefault(): void }) => void) | undefined;
  const target = {
    addEventListener: (_: string, listener: never) => {
      leave = listener;
    },
  };
  const store = newStore();
  keepCode(store, memoryStorage(), target as never);
  let asked = 0;
  const event = {
    preventDefault: () => {
      asked += 1;
    },
  };
  store.dispatch({ type: "code-opened", tab: tab("a", "written") });
  leave?.(event);
  assert.equal(asked, 0);
  store.dispatch({ type: "code-typed", id: "a", text: "x".repeat(1_200_000) });
  leave?.(event);
  assert.equal(asked, 1);
});

test("whatever storage holds becomes usable tabs", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (text) => {
      const { tabs, active } = codeFrom(text);
      assert.ok(tabs.every((one) => typeof one.text === "string"));
      assert.equal(active === null, tabs.length === 0);
    }),
  );
});
