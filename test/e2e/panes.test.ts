// Several conversations side by side: panes that know their own place, and never get into each other's way.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { assertAccessible } from "./accessible.ts";
import { setStage } from "./stage.ts";
import { openTab, type Workspace } from "./workspace.ts";

const stage = setStage();
const { grok } = stage;

const pane = (tab: Workspace, number: number): Locator =>
  tab.page.getByRole("region", { name: new RegExp(`^Pane ${number}:`) });
const field = (tab: Workspace, number: number): Locator =>
  pane(tab, number).getByRole("textbox", { name: "Message", exact: true });
const split = (tab: Workspace, number = 1) =>
  pane(tab, number).getByRole("button", { name: "Split pane" }).click();
const menu = async (tab: Workspace, number: number, item: string) => {
  await pane(tab, number)
    .locator("header")
    .first()
    .getByRole("button", { name: "More", exact: true })
    .click();
  await tab.page.getByRole("menuitem", { name: item }).click();
};

async function ask(tab: Workspace, number: number, text: string): Promise<void> {
  const replies = pane(tab, number).getByRole("article", { name: "Grok" });
  const before = await replies.count();
  await field(tab, number).fill(text);
  await field(tab, number).press("Enter");
  await replies.nth(before).waitFor();
}

const stop = (tab: Workspace, number: number) =>
  pane(tab, number).getByRole("button", { name: "Stop", exact: true });

async function settled(tab: Workspace, number: number): Promise<void> {
  await stop(tab, number).waitFor({ state: "detached" });
}

/** Nobody waits for the end of a long story. */
async function stopped(tab: Workspace, number: number): Promise<void> {
  // It may end by itself between the look and the click.
  if (await stop(tab, number).isVisible())
    await stop(tab, number)
      .click({ timeout: 5_000 })
      .catch(() => undefined);
  await settled(tab, number);
}

test("a pane is split, both branches stream, and a reload returns to both", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await tab.askAndWait("What is 17 * 23?");
  await split(tab);
  await pane(tab, 2).getByRole("article", { name: "Grok" }).waitFor();

  await ask(tab, 1, "Write a long story about a lighthouse keeper and the sea.");
  const first = pane(tab, 2).getByRole("article", { name: "Grok" }).first();
  await first.getByRole("button", { name: "Branch from here" }).click();
  await ask(tab, 2, "Write a long story about a harbour and its ships.");
  assert.match(await pane(tab, 1).innerText(), /lighthouse/);
  assert.doesNotMatch(await pane(tab, 1).innerText(), /harbour/);
  assert.match(await pane(tab, 1).innerText(), /2 messages in common/);
  assert.match(await pane(tab, 2).innerText(), /Branch 2 of 2/);
  await assertAccessible(tab.page, "two panes");

  for (const number of [1, 2]) await stopped(tab, number);
  await tab.page.reload();
  await pane(tab, 1).getByText("about a lighthouse").first().waitFor();
  await pane(tab, 2).getByText("about a harbour").first().waitFor();
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("closing a pane never stops what is being written in it", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await split(tab);
  await ask(tab, 2, "Write a long story about a lighthouse keeper and the sea.");
  await tab.page.waitForURL(/\/c\//);
  const url = tab.page.url();
  await pane(tab, 2).getByRole("button", { name: "Close pane" }).click();
  await pane(tab, 2).waitFor({ state: "detached" });
  const unread = tab.sidebar.getByText("Not read yet");
  await unread.waitFor();
  await tab.page.goto(url);
  await tab.replies.first().waitFor();
  await unread.waitFor({ state: "detached" });
  assert.ok((await tab.replies.first().innerText()).length > 20);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("one question goes to all panes, each answering as it is set", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await menu(tab, 1, "New conversation beside");
  await field(tab, 2).waitFor();
  await pane(tab, 2).getByRole("switch", { name: "All panes" }).click();
  await field(tab, 2).fill("What is 12 * 12?");
  await field(tab, 2).press("Enter");
  for (const number of [1, 2]) await pane(tab, number).getByText("144").first().waitFor();
  assert.equal(await field(tab, 1).inputValue(), "");
  const [one, two] = await Promise.all(
    [1, 2].map((number) => pane(tab, number).getByRole("article", { name: "Grok" }).getAttribute("id")),
  );
  assert.notEqual(one, two);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("drafts, places and answers belong to the pane", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await tab.askAndWait("What is 2 * 3?");
  await split(tab);
  await field(tab, 1).fill("the one draft");
  await field(tab, 2).fill("the other draft");
  await field(tab, 1).focus();
  assert.equal(await field(tab, 2).inputValue(), "the other draft");
  await tab.page.waitForTimeout(1_000);
  await tab.page.reload();
  await field(tab, 2).waitFor();
  assert.equal(await field(tab, 1).inputValue(), "the one draft");
  assert.equal(await field(tab, 2).inputValue(), "the other draft");
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("panes are moved by keyboard and by dragging, become tabs, and dividers answer to arrows", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await tab.askAndWait("What is 2 * 4?");
  await menu(tab, 1, "New conversation beside");
  await pane(tab, 2).waitFor();
  const width = async (number: number) => Math.round((await pane(tab, number).boundingBox())!.width);
  const divider = tab.page.getByRole("separator", { name: "Between pane 1 and pane 2" });
  const before = await width(1);
  await divider.focus();
  await tab.page.keyboard.press("ArrowRight");
  await tab.page.keyboard.press("ArrowRight");
  assert.ok((await width(1)) > before + 20);
  assert.equal(await divider.getAttribute("aria-valuenow"), "54");

  await menu(tab, 1, "Move to the right");
  await pane(tab, 2).getByText("What is 2 * 4?").waitFor();

  const title = pane(tab, 2).getByRole("heading", { level: 1 });
  const from = (await title.boundingBox())!;
  const target = (await pane(tab, 1).boundingBox())!;
  await tab.page.mouse.move(from.x + 8, from.y + 8);
  await tab.page.mouse.down();
  await tab.page.mouse.move(target.x + target.width / 2, target.y + 200, { steps: 5 });
  await tab.page.getByText("Drop the pane here").waitFor();
  await tab.page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 5 });
  await tab.page.mouse.up();
  const tabs = tab.page.getByRole("tablist", { name: "Tabs" }).getByRole("tab");
  await tabs.nth(1).waitFor();
  assert.equal(await tabs.count(), 2);
  await assertAccessible(tab.page, "tabs");
  await tabs.filter({ hasText: "New conversation" }).click();
  await tab.page.getByRole("heading", { name: /need to.panic/ }).waitFor();
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a branch archived in one pane leaves the other on its nearest version, with a way back", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await tab.askAndWait("What is 3 * 5?");
  await tab.askAndWait("What is 3 * 7?");
  await split(tab);
  const last = pane(tab, 1).getByRole("article", { name: "You" }).last();
  await last.hover();
  await last.getByRole("button", { name: "More", exact: true }).click();
  await tab.page.getByRole("menuitem", { name: "Archive" }).click();
  await pane(tab, 2).getByText("3 * 7").waitFor({ state: "detached" });
  await pane(tab, 2).getByText("15").first().waitFor();
  await tab.page.getByRole("button", { name: "Undo" }).click();
  await pane(tab, 1).getByText("21").first().waitFor();
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("panes on one conversation scroll together over what they share, and apart when told to", async () => {
  const tab = await openTab(stage.browser, { height: 2_000 });
  await tab.open(grok.url);
  for (const factor of [2, 3, 4, 5, 6]) await tab.askAndWait(`What is 11 * ${factor}?`);
  await split(tab);
  await ask(tab, 2, "What is 11 * 7?");
  await settled(tab, 2);
  await tab.page.setViewportSize({ width: 1440, height: 500 });
  const list = (number: number) => pane(tab, number).getByRole("group", { name: "Conversation" });
  const top = (number: number) => list(number).evaluate((element) => element.scrollTop);
  await list(1).hover();
  await tab.page.mouse.wheel(0, -4_000);
  await tab.page.waitForFunction(() =>
    [...document.querySelectorAll(".list-frame > .scroll")].every((element) => element.scrollTop === 0),
  );
  await menu(tab, 1, "Let panes scroll apart");
  await list(1).hover();
  await tab.page.mouse.wheel(0, 300);
  while ((await top(1)) <= 100) await tab.page.waitForTimeout(50);
  await tab.page.waitForTimeout(300);
  assert.equal(await top(2), 0);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("eight panes stream over one connection, and the server still answers", async () => {
  const tab = await openTab(stage.browser, { width: 3200, height: 700 });
  await tab.open(grok.url);
  for (let number = 1; number < 8; number++) {
    await menu(tab, number, "New conversation beside");
    await pane(tab, number + 1).waitFor();
  }
  await pane(tab, 1).getByRole("switch", { name: "All panes" }).click();
  await field(tab, 1).fill("Write a very long story about the sea.");
  await field(tab, 1).press("Enter");
  for (let number = 1; number <= 8; number++)
    await pane(tab, number).getByRole("article", { name: "Grok" }).waitFor();
  const answered = await tab.page.evaluate(async () => (await fetch("/readyz")).status);
  assert.equal(answered, 200);
  for (let number = 1; number <= 8; number++) await stopped(tab, number);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("on a phone there is one pane and a switch between them", async () => {
  const tab = await openTab(stage.browser, { width: 390, height: 844, touch: true });
  await tab.open(grok.url);
  await tab.askAndWait("What is 4 * 5?");
  await menu(tab, 1, "New conversation beside");
  const tabs = tab.page.getByRole("tablist", { name: "Panes" }).getByRole("tab");
  await tabs.nth(1).waitFor();
  await tab.page.getByRole("heading", { name: /need to.panic/ }).waitFor();
  await assertAccessible(tab.page, "switch on a phone");
  await tabs.first().click();
  await tab.page.getByText("20").first().waitFor();
  await tab.page.getByRole("button", { name: "Close pane" }).click();
  await tabs.first().waitFor({ state: "detached" });
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("suggested questions are asked by a key, in a branch or in a pane of their own", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await tab.askAndWait("What is 17 * 23?");
  const list = tab.page.getByRole("list", { name: "Suggested questions" });
  await list.waitFor();
  const first = (await list.getByRole("listitem").first().locator("[dir=auto]").innerText()).trim();
  await tab.page.keyboard.press("Alt+1");
  await tab.questions.nth(1).waitFor();
  assert.equal((await tab.questions.nth(1).getByRole("heading").innerText()).trim(), first);
  await tab.settled();
  await tab.askAndWait("What is 17 * 24?");

  await list.waitFor();
  await list
    .getByRole("button", { name: /^Other ways to ask/ })
    .first()
    .click();
  await tab.page.getByRole("menuitem", { name: "Ask in a new pane" }).click();
  await pane(tab, 2).getByRole("article", { name: "You" }).nth(3).waitFor();
  assert.equal(await pane(tab, 1).getByRole("article", { name: "You" }).count(), 3);
  await stopped(tab, 2);

  await pane(tab, 1).getByRole("list", { name: "Suggested questions" }).waitFor();
  await pane(tab, 1)
    .getByRole("button", { name: /^Other ways to ask/ })
    .first()
    .click();
  await tab.page.getByRole("menuitem", { name: "Ask in a new branch, and stay here" }).click();
  await tab.sidebar.getByText("2 branches").first().waitFor();
  assert.equal(await pane(tab, 1).getByRole("article", { name: "You" }).count(), 3);
  tab.assertNoErrors();
  await tab.page.context().close();
});
