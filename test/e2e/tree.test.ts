// The response tree: seen, walked by keyboard, named, pruned, searched, drawn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { ConversationService } from "@grok/protocol";
import type { Locator } from "playwright-core";
import { assertAccessible } from "./accessible.ts";
import { largeConversation } from "./large-conversation.ts";
import { setStage } from "./stage.ts";
import { openTab, type Workspace } from "./workspace.ts";

const stage = setStage({ prepare: importLarge });
const { grok } = stage;
const wideTree = largeConversation({ path: 400, nodes: 20_000, seed: 2 });
const longPath = largeConversation({ path: 14, nodes: 14, seed: 3 });

async function importLarge(): Promise<void> {
  const client = createClient(
    ConversationService,
    createConnectTransport({ baseUrl: grok.url, httpVersion: "1.1" }),
  );
  for (const made of [wideTree, longPath]) {
    const report = await client.importConversations({ data: new TextEncoder().encode(made.jsonl) });
    assert.deepEqual(report.problems, []);
  }
}

const treeOf = (tab: Workspace): Locator => tab.page.getByRole("tree", { name: "Response tree" });
const row = (tab: Workspace, name: string | RegExp): Locator =>
  treeOf(tab).getByRole("treeitem", { name }).first();

async function openTree(tab: Workspace): Promise<void> {
  await tab.page
    .getByRole("region", { name: /^Pane 1/ })
    .getByRole("button", { name: /^Response tree/ })
    .click();
  await treeOf(tab).waitFor();
}

/** A question with an answer, and two follow-ups side by side, the second of them shown. */
async function forked(tab: Workspace): Promise<void> {
  await tab.open(grok.url);
  await tab.askAndWait("What is 12 * 12?");
  await tab.askAndWait("What is 17 * 23?");
  await tab.replies.first().getByRole("button", { name: "Branch from here" }).click();
  await tab.askAndWait("What is 6 * 7?");
}

const focused = (tab: Workspace): Promise<string> =>
  tab.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");

test("a branch appears in the tree, and keys walk it and show it in the pane", async () => {
  const tab = await openTab(stage.browser);
  await forked(tab);
  await openTree(tab);
  await row(tab, /17 \* 23/).waitFor();
  await row(tab, /6 \* 7/).waitFor();
  const selected = treeOf(tab).getByRole("treeitem", { selected: true });
  assert.match((await selected.getAttribute("aria-label")) ?? "", /42.*pane 1/);

  await selected.focus();
  const { keyboard } = tab.page;
  await keyboard.press("Home");
  assert.match(await focused(tab), /12 \* 12/);
  await keyboard.press("ArrowDown");
  assert.match(await focused(tab), /144.*2 branches/);
  await keyboard.press("ArrowRight");
  assert.match(await focused(tab), /17 \* 23.*branch 1 of 2/);
  await keyboard.press("]");
  assert.match(await focused(tab), /6 \* 7.*branch 2 of 2/);
  await keyboard.press("[");
  assert.match(await focused(tab), /17 \* 23/);
  await keyboard.press("Enter");
  await tab.replies.nth(1).getByText("391").first().waitFor();
  assert.match(await focused(tab), /17 \* 23/);

  await keyboard.press("ArrowUp");
  await keyboard.press("ArrowLeft");
  assert.equal(await row(tab, /144/).getAttribute("aria-expanded"), "false");
  assert.equal(await treeOf(tab).getByRole("treeitem").count(), 2);
  await keyboard.press("ArrowRight");
  assert.equal(await treeOf(tab).getByRole("treeitem").count(), 6);
  await keyboard.press("End");
  assert.match(await focused(tab), /42/);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a message is opened in a new pane from the tree, and each pane's end is told", async () => {
  const tab = await openTab(stage.browser);
  await forked(tab);
  await openTree(tab);
  await row(tab, /17 \* 23/).focus();
  await tab.page.keyboard.press("Control+Enter");
  await tab.page.getByRole("region", { name: /^Pane 2/ }).waitFor();
  await row(tab, /391.*pane 2/).waitFor();
  await row(tab, /42.*pane 1/).waitFor();
  await tab.page.context().close();
});

test("names and bookmarks are kept, and the tree can be narrowed to bookmarks", async () => {
  const tab = await openTab(stage.browser);
  await forked(tab);
  await openTree(tab);
  await row(tab, /17 \* 23/).focus();
  await tab.page.keyboard.press("F2");
  const field = treeOf(tab).getByRole("textbox", { name: "Name of the message" });
  await field.fill("The larger sum");
  await field.press("Enter");
  await row(tab, /The larger sum/).waitFor();
  assert.match(await focused(tab), /17 \* 23|The larger sum/);
  await tab.page.keyboard.press("b");
  await row(tab, /The larger sum.*bookmarked/).waitFor();

  await tab.page.reload();
  await openTree(tab);
  await row(tab, /The larger sum.*bookmarked/).waitFor();
  await tab.page.getByRole("button", { name: "More about the tree" }).click();
  await tab.page.getByRole("menuitem", { name: "Only bookmarks" }).click();
  await row(tab, /6 \* 7/).waitFor({ state: "detached" });
  await tab.page.getByRole("button", { name: "Show all" }).click();
  await row(tab, /6 \* 7/).waitFor();
  await tab.page.context().close();
});

test("a branch is archived from the tree, brought back, and shown among the archived", async () => {
  const tab = await openTab(stage.browser);
  await forked(tab);
  await openTree(tab);
  await row(tab, /17 \* 23/).focus();
  await tab.page.keyboard.press("Delete");
  await row(tab, /17 \* 23/).waitFor({ state: "detached" });
  assert.match(await focused(tab), /144/);
  await tab.page.getByRole("button", { name: "Undo" }).click();
  await row(tab, /17 \* 23/).waitFor();

  await row(tab, /6 \* 7/).focus();
  await tab.page.keyboard.press("m");
  await tab.page.getByRole("menuitem", { name: "Keep only this branch" }).click();
  await row(tab, /17 \* 23/).waitFor({ state: "detached" });
  await tab.page.getByRole("button", { name: "More about the tree" }).click();
  await tab.page.getByRole("menuitem", { name: "Show archived" }).click();
  await row(tab, /17 \* 23.*archived/).focus();
  await tab.page.keyboard.press("m");
  await tab.page.getByRole("menuitem", { name: "Restore" }).click();
  await row(tab, /17 \* 23(?!.*archived)/).waitFor();
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a search lights up what it finds, and Enter goes through it on its branch", async () => {
  const tab = await openTab(stage.browser);
  await forked(tab);
  await openTree(tab);
  const field = tab.page.getByRole("searchbox", { name: "Search this tree" });
  await field.fill("17");
  await row(tab, /17 \* 23.*found/).waitFor();
  await field.press("Enter");
  await tab.replies.nth(1).getByText("391").first().waitFor();
  await field.press("Escape");
  assert.equal(await field.inputValue(), "");
  await row(tab, /17 \* 23(?!.*found)/).waitFor();
  await tab.page.context().close();
});

test("a long run is one row that opens", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(`${grok.url}/c/${longPath.conversationId}`);
  await openTree(tab);
  await row(tab, "11 messages").click();
  await row(tab, "11 messages").waitFor({ state: "detached" });
  assert.equal(await treeOf(tab).getByRole("treeitem").count(), 14);
  await tab.page.context().close();
});

test("the map shows stations, and a press on one moves the pane", async () => {
  const tab = await openTab(stage.browser);
  await forked(tab);
  await openTree(tab);
  const toggle = tab.page.getByRole("button", { name: "Show map" });
  assert.equal(await toggle.getAttribute("aria-pressed"), "false");
  await toggle.click();
  assert.equal(await toggle.getAttribute("aria-pressed"), "true");
  const map = tab.page.getByRole("application", { name: "Map of the branches" });
  await map.getByRole("button", { name: /42.*pane 1/ }).waitFor();
  const other = map.getByRole("button", { name: /391/ });
  await other.click();
  await tab.replies.nth(1).getByText("391").first().waitFor();
  await map.getByRole("button", { name: /391.*pane 1/ }).waitFor();
  await assertAccessible(tab.page, "tree and map");

  await tab.page.keyboard.press("ArrowUp");
  assert.match(await focused(tab), /17 \* 23/);
  await tab.page.keyboard.press("ArrowRight");
  assert.match(await focused(tab), /6 \* 7/);
  await tab.page.keyboard.press("Enter");
  await tab.replies.nth(1).getByText("42").first().waitFor();

  await tab.page.getByRole("button", { name: "Large map" }).click();
  await tab.page.getByRole("dialog").waitFor();
  await assertAccessible(tab.page, "large map");
  await tab.page.getByRole("dialog", { name: "Map of the branches" }).waitFor();
  await tab.page.keyboard.press("Escape");
  await tab.page.getByRole("dialog", { name: "Map of the branches" }).waitFor({ state: "detached" });
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("on a phone the tree is a sheet; a touch on a row shows it in the pane and closes the sheet", async () => {
  const tab = await openTab(stage.browser, { width: 390, height: 844, touch: true });
  await tab.open(`${grok.url}/c/${longPath.conversationId}`);
  await openTree(tab);
  await row(tab, new RegExp(longPath.firstText)).tap();
  await treeOf(tab).waitFor({ state: "detached" });
  await tab.page.getByText(longPath.firstText).first().waitFor();
  await openTree(tab);
  await tab.page.keyboard.press("Escape");
  await treeOf(tab).waitFor({ state: "detached" });
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a tree of 20,000 messages opens, scrolls to its end, and keeps few elements on the page", async (t) => {
  const tab = await openTab(stage.browser);
  await tab.page.addInitScript(() => {
    const seen: number[] = [];
    (globalThis as unknown as { longTasks: number[] }).longTasks = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.push(Math.round(entry.duration));
    }).observe({ type: "longtask", buffered: true });
  });
  await tab.page.goto(`${grok.url}/c/${wideTree.conversationId}?node=${wideTree.leafId}`);
  await tab.page.getByText(wideTree.lastText).first().waitFor();
  const tasks = () =>
    tab.page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks.splice(0));
  t.diagnostic(`long tasks while the conversation opened: ${await tasks()} ms`);
  await openTree(tab);
  const selected = treeOf(tab).getByRole("treeitem", { selected: true });
  await selected.waitFor();
  t.diagnostic(`long tasks while the tree opened: ${await tasks()} ms`);
  await selected.focus();
  await tab.page.keyboard.press("Home");
  assert.match(await focused(tab), new RegExp(wideTree.firstText));
  await tab.page.keyboard.press("End");
  const last = await treeOf(tab).getByRole("treeitem").last().getAttribute("aria-label");
  assert.equal(await focused(tab), last);
  const drawn = await treeOf(tab).getByRole("treeitem").count();
  assert.ok(drawn < 80, `${drawn} rows are drawn at once`);
  t.diagnostic(`long tasks while it scrolled: ${await tasks()} ms`);
  await tab.page.getByRole("button", { name: "Show map" }).click();
  const map = tab.page.getByRole("application", { name: "Map of the branches" });
  await map.getByRole("button", { name: /messages above/ }).waitFor({ state: "attached" });
  const elements = await map.evaluate((element) => element.querySelectorAll("*").length);
  assert.ok(elements < 800, `the map has ${elements} elements`);
  t.diagnostic(`long tasks while the map opened: ${await tasks()} ms; ${elements} elements`);
  tab.assertNoErrors();
  await tab.page.context().close();
});
