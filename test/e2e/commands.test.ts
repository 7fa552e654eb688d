// What can be typed and pressed: slash commands, the palette, the help, commands of one's own. Keyboard only, unless
// a phone is meant.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { assertAccessible } from "./accessible.ts";
import { setStage } from "./stage.ts";
import { openTab, type Workspace } from "./workspace.ts";

const stage = setStage();
const { grok } = stage;

const menu = ({ page }: Workspace) => page.getByRole("listbox", { name: "Slash commands" });
const palette = ({ page }: Workspace) => page.getByRole("dialog", { name: "Commands", exact: true });
const option = (list: Locator, name: string | RegExp) => list.getByRole("option", { name });

async function openPalette(tab: Workspace): Promise<void> {
  await tab.page.keyboard.press("Control+k");
  await palette(tab).waitFor();
}

/** Types a command into the composer and presses Enter. */
async function command({ composer }: Workspace, text: string): Promise<void> {
  await composer.fill(text);
  await composer.press("Enter");
}

/** A message is sent as on any device, and answered by code. */
async function asked(): Promise<Workspace> {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await tab.askAndWait("What is 17 * 23?");
  return tab;
}

test("a slash opens the list; arrows choose, Tab takes, Escape leaves the slash as a slash", async () => {
  const tab = await asked();
  const { page, composer } = tab;
  await composer.fill("/");
  await menu(tab).waitFor();
  await assertAccessible(page, "slash menu");
  const first = option(menu(tab), /^\/branch/);
  assert.equal(await first.getAttribute("aria-selected"), "true");
  assert.equal(await composer.getAttribute("aria-activedescendant"), await first.getAttribute("id"));
  await page.keyboard.press("ArrowDown");
  assert.equal(await option(menu(tab), /^\/regenerate/).getAttribute("aria-selected"), "true");
  await composer.fill("/trans");
  await page.keyboard.press("Tab");
  assert.equal(await composer.inputValue(), "/translate ");
  await composer.fill("/");
  await menu(tab).waitFor();
  await page.keyboard.press("Escape");
  await menu(tab).waitFor({ state: "detached" });
  assert.equal(await composer.inputValue(), "/");
  assert.equal(await composer.getAttribute("aria-controls"), null);
  tab.assertNoErrors();
  await page.context().close();
});

test("/fun and /serious change the pen, /tree opens the tree, /new begins a conversation", async () => {
  const tab = await asked();
  const { page } = tab;
  const logo = page.getByRole("button", { name: "Grok", exact: true });
  await command(tab, "/fun");
  await page.waitForFunction(() => document.documentElement.dataset.mode === "fun");
  assert.equal(await logo.getAttribute("aria-pressed"), "true");
  await command(tab, "/serious");
  await page.waitForFunction(() => document.documentElement.dataset.mode !== "fun");
  await command(tab, "/tree");
  await page.getByRole("tree", { name: "Response tree" }).waitFor();
  await command(tab, "/tree");
  await page.getByRole("tree", { name: "Response tree" }).waitFor({ state: "detached" });
  await command(tab, "/new");
  await tab.questions.first().waitFor({ state: "detached" });
  assert.equal(await tab.composer.inputValue(), "");
  tab.assertNoErrors();
  await page.context().close();
});

test("/split opens a pane beside, keys go from one to the other, and Alt+W closes it", async () => {
  const tab = await asked();
  const { page } = tab;
  await command(tab, "/split");
  const second = page.getByRole("region", { name: /^Pane 2/ });
  await second.waitFor();
  const field = second.getByRole("textbox", { name: "Message", exact: true });
  await field.and(page.locator(":focus")).waitFor();
  await page.keyboard.press("F6");
  await page
    .getByRole("region", { name: /^Pane 1/ })
    .locator("textarea:focus")
    .waitFor();
  await page.keyboard.press("Alt+Shift+Digit2");
  await second.locator("textarea:focus").waitFor();
  await page.keyboard.press("Alt+w");
  await second.waitFor({ state: "detached" });
  tab.assertNoErrors();
  await page.context().close();
});

test("what a command needs is told in a quiet line, and nothing is sent or lost", async () => {
  const tab = await openTab(stage.browser);
  const { page, composer } = tab;
  await tab.open(grok.url);
  await command(tab, "/regenerate");
  await page.getByText("There is no reply here yet.").waitFor();
  assert.equal(await composer.inputValue(), "/regenerate");
  await command(tab, "/deepsearch the moon");
  await page.getByText("/deepsearch is not here yet. Nothing was sent.").waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await tab.questions.count(), 0);
  await command(tab, "/imagine a cat");
  await page.getByText("There is no command /imagine. Enter sends it as it is.").waitFor();
  assert.equal(await tab.questions.count(), 0);
  await page.keyboard.press("Enter");
  await tab.questions.first().waitFor();
  assert.match(await tab.questions.first().innerText(), /^\/imagine a cat/);
  await tab.stop.click();
  await tab.settled();
  await page.context().close();
});

test("/system before the first question is told to the model from the first answer on", async () => {
  const tab = await openTab(stage.browser);
  const { page } = tab;
  await tab.open(grok.url);
  await command(tab, "/system");
  const dialog = page.getByRole("dialog", { name: "Instructions" });
  await dialog.getByRole("textbox").fill("Answer in one sentence.");
  await dialog.getByRole("textbox").press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByText("This conversation has instructions.").waitFor();
  await tab.askAndWait("What is 17 * 23?");
  await page.reload();
  await page.getByText("This conversation has instructions.").waitFor();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("This conversation has instructions.").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("This conversation has instructions.").waitFor();
  tab.assertNoErrors();
  await page.context().close();
});

test("/summarise and /translate ask in one's name", async () => {
  const tab = await asked();
  await command(tab, "/summarise");
  await tab.questions.nth(1).waitFor();
  assert.match(await tab.questions.nth(1).innerText(), /Summarise this conversation so far/);
  // While it is being written, commands go on.
  await command(tab, "/stop");
  await tab.settled();
  await command(tab, "/translate French");
  await tab.questions.nth(2).waitFor();
  assert.match(await tab.questions.nth(2).innerText(), /into French/);
  await tab.settled();
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("/help lists commands and keys, is searched, and hands the focus back", async () => {
  const tab = await asked();
  const { page } = tab;
  await command(tab, "/help");
  const help = page.getByRole("dialog", { name: "Commands and keys" });
  await help.getByText("/summarise", { exact: true }).waitFor();
  await assertAccessible(page, "help");
  await help.getByRole("searchbox").fill("downwards");
  await help.getByText("/summarise", { exact: true }).waitFor({ state: "detached" });
  await help.getByText("Split downwards").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  await tab.composer.and(page.locator(":focus")).waitFor();
  await tab.replies.first().focus();
  await page.keyboard.press("?");
  await help.waitFor();
  tab.assertNoErrors();
  await page.context().close();
});

test("Ctrl+K finds a command and a conversation by what was said in it", async () => {
  const tab = await openTab(stage.browser);
  const { page } = tab;
  await tab.open(grok.url);
  await tab.askAndWait("What is 12 * 12, the grossest sum of all?");
  await page.keyboard.press("Alt+n");
  await tab.questions.first().waitFor({ state: "detached" });

  await openPalette(tab);
  await assertAccessible(page, "palette");
  await page.keyboard.type("settings");
  await option(palette(tab), /^Settings/).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Settings" }).waitFor();

  await openPalette(tab);
  await page.keyboard.type("grossest");
  await option(palette(tab), /grossest/)
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await tab.questions.first().waitFor();
  assert.match(await tab.questions.first().innerText(), /grossest/);

  await openPalette(tab);
  await page.keyboard.type("nothing is called this");
  await palette(tab).getByText("Nothing here is called").waitFor();
  await page.keyboard.press("Escape");
  await palette(tab).waitFor({ state: "detached" });
  tab.assertNoErrors();
  await page.context().close();
});

test("the palette chooses a model, and Ctrl+Shift+F goes to the search of the sidebar", async () => {
  const tab = await asked();
  const { page } = tab;
  await openPalette(tab);
  await page.keyboard.type("choose the model");
  await page.keyboard.press("Enter");
  await option(palette(tab), /^grok-mini/).waitFor();
  await page.keyboard.type("mini");
  await page.keyboard.press("Enter");
  await palette(tab).waitFor({ state: "detached" });
  await page.getByRole("combobox", { name: "Model" }).getByText("grok-mini").waitFor();
  await page.keyboard.press("Control+Shift+f");
  await page.getByRole("searchbox", { name: "Search conversations" }).and(page.locator(":focus")).waitFor();
  tab.assertNoErrors();
  await page.context().close();
});

test("Alt+B and Alt+E mean the message that has the focus", async () => {
  const tab = await asked();
  const { page } = tab;
  await tab.askAndWait("What is 6 * 7?");
  await tab.replies.first().focus();
  await page.keyboard.press("Alt+b");
  await page.getByText("The next question starts a branch here.").waitFor();
  await tab.composer.and(page.locator(":focus")).waitFor();
  await page.keyboard.type("What is 8 * 8?");
  await page.keyboard.press("Enter");
  await tab.settled();
  await tab.versions(tab.questions.nth(1)).getByText("2 / 2").waitFor();
  await page.keyboard.press("Alt+e");
  await page.getByRole("region", { name: "Reply editor" }).waitFor();
  await page.context().close();
});

test("a command of one's own is added, asks for its words, is run and removed", async () => {
  const tab = await openTab(stage.browser);
  const { page } = tab;
  await tab.open(grok.url);
  await page.keyboard.press("Control+Comma");
  const settings = page.getByRole("region", { name: "Settings" });
  await settings.getByRole("button", { name: "Add a command" }).press("Enter");
  const form = settings.getByRole("form", { name: "Add a command" });
  await form.getByRole("textbox", { name: "Name" }).fill("help");
  await settings.getByRole("textbox", { name: "Text", exact: true }).fill("{text} {number} * {factor}?");
  await form.getByRole("button", { name: "Save" }).press("Enter");
  await settings.getByText("/help is built in. Give yours another name.").waitFor();
  await form.getByRole("textbox", { name: "Name" }).fill("times");
  await form.getByRole("button", { name: "Save" }).press("Enter");
  await settings.getByText("/times").waitFor();
  await assertAccessible(page, "settings with a command");

  await page.keyboard.press("Alt+n");
  await tab.composer.waitFor();
  await command(tab, "/times What is");
  const words = page.getByRole("dialog", { name: "/times" });
  await words.getByRole("textbox", { name: "number" }).fill("17");
  await words.getByRole("textbox", { name: "factor" }).fill("23");
  await assertAccessible(page, "form of a command");
  await page.keyboard.press("Enter");
  await tab.replies.first().waitFor();
  await tab.settled();
  assert.match(await tab.questions.first().innerText(), /What is 17 \* 23\?/);
  assert.match(await tab.replies.first().innerText(), /391/);

  await page.keyboard.press("Control+Comma");
  await settings.getByRole("button", { name: "Remove /times" }).press("Enter");
  await settings.getByRole("button", { name: "Remove /times" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await settings.getByRole("button", { name: "Remove /times" }).waitFor();
  tab.assertNoErrors();
  await page.context().close();
});

test("on a phone the list is within reach of a thumb, and a touch runs a command", async () => {
  const tab = await openTab(stage.browser, { width: 390, height: 844, touch: true });
  const { page } = tab;
  await tab.open(grok.url);
  await tab.composer.fill("/");
  await menu(tab).waitFor();
  await assertAccessible(page, "slash menu on a phone");
  const rows = await menu(tab).getByRole("option").all();
  for (const row of rows.slice(0, 3)) assert.ok((await row.boundingBox())!.height >= 43.5);
  await tab.composer.fill("/theme dark");
  await tab.send.tap();
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await tab.composer.fill("/hel");
  await option(menu(tab), /^\/help/).tap();
  await page.getByRole("dialog", { name: "Commands and keys" }).waitFor();
  await assertAccessible(page, "help on a phone");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).tap();
  await page.getByRole("button", { name: "Show sidebar" }).tap();
  await page
    .getByRole("navigation", { name: "Conversations" })
    .getByRole("button", { name: "Commands" })
    .tap();
  await palette(tab).waitFor();
  await assertAccessible(page, "palette on a phone");
  tab.assertNoErrors();
  await page.context().close();
});
