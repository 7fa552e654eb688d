// Conversations come in from other programs' files and go out as pages that stand alone.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { strToU8, zipSync } from "fflate";
import type { Page } from "playwright-core";
import { assertAccessible } from "./accessible.ts";
import { setStage } from "./stage.ts";
import { openTab, type Workspace } from "./workspace.ts";

const stage = setStage({ model: false });
const { grok } = stage;
const folder = mkdtempSync(join(tmpdir(), "grok-transfer-"));

after(async () => {
  rmSync(folder, { recursive: true, force: true });
});

const attack = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";

/** A ChatGPT export: one question with two answers, of which the first goes on. */
const chat = {
  title: "About tides",
  create_time: 1_700_000_000,
  update_time: 1_700_000_400,
  conversation_id: "c-1",
  current_node: "a3",
  mapping: {
    root: { id: "root", message: null, parent: null, children: ["q1"] },
    ...message("q1", "root", "user", "Why are there two tides a day?"),
    ...message("a1", "q1", "assistant", "**The moon** pulls at the sea."),
    ...message(
      "a2",
      "q1",
      "assistant",
      `Because the sea bulges twice. ${attack}\n\n[run](javascript:alert(1))`,
    ),
    ...message("q2", "a1", "user", "مد و جزر؟"),
    ...message("a3", "q2", "assistant", "The sun helps a little."),
  },
};

function message(id: string, parent: string, role: string, text: string) {
  const content = { content_type: "text", parts: [text] };
  return {
    [id]: {
      id,
      parent,
      children: [],
      message: { id, author: { role }, content, create_time: 1_700_000_000 },
    },
  };
}

async function openImport(tab: Workspace): Promise<void> {
  await tab.sidebar.getByRole("button", { name: "Settings" }).click();
  await tab.page.getByRole("button", { name: "Import…" }).click();
}

async function choose(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Import conversations" });
  await dialog
    .locator("input[type=file]")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
}

test("an export of ChatGPT comes in through the page with its branches, and a second time brings nothing", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  // The empty list offers it as well.
  await tab.sidebar.getByRole("button", { name: "Import conversations" }).click();
  const dialog = tab.page.getByRole("dialog", { name: "Import conversations" });
  await assertAccessible(tab.page, "import");
  const zip = zipSync({ "conversations-000.json": strToU8(JSON.stringify([chat])), "cat.png": strToU8("x") });
  await choose(tab.page, "export.zip", zip);
  await dialog.getByText("1 conversation came in, with 5 messages.").waitFor();
  await dialog.getByRole("button", { name: "Open the newest" }).click();

  await tab.page.getByRole("region", { name: "Pane 1: About tides" }).waitFor();
  await tab.replies.getByText("The sun helps a little.").waitFor();
  const versions = tab.versions(tab.replies.first());
  await versions.getByText("1 / 2").waitFor();
  await versions.getByRole("button", { name: "Next version" }).click();
  await tab.replies.getByText("Because the sea bulges twice.").waitFor();
  assert.notEqual(await tab.page.title(), "run");

  await openImport(tab);
  await choose(tab.page, "export.zip", zip);
  await dialog.getByText("Nothing new: all of it was here already.").waitFor();
  assert.match(await dialog.innerText(), /Here already\s+6/);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a broken file says what was expected and what was found, and the others come in", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await openImport(tab);
  const dialog = tab.page.getByRole("dialog", { name: "Import conversations" });
  await choose(tab.page, "photo.json", '{"width": 800, "height": 600}');
  await dialog.getByText("Nothing could be read.").waitFor();
  assert.match(await dialog.innerText(), /is expected; it is an object with the fields width, height/);

  await dialog.getByRole("button", { name: "Import more" }).click();
  await choose(
    tab.page,
    "cut.json",
    JSON.stringify([{ ...chat, conversation_id: "c-2" }, chat]).slice(0, -20),
  );
  await dialog.getByText("1 conversation came in, with 5 messages.").waitFor();
  assert.match(
    await dialog.innerText(),
    /the list breaks off at byte \d+: "\]" is expected; the file is not whole/,
  );

  await dialog.getByRole("button", { name: "Import more" }).click();
  await choose(tab.page, "half.zip", zipSync({ "conversations.json": strToU8("[]") }).slice(0, 60));
  await dialog.getByText("Nothing could be read.").waitFor();
  assert.match(await dialog.innerText(), /half\.zip: the ZIP file is broken: its end is missing/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a file can be dropped, and a large one cancelled", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await openImport(tab);
  const dialog = tab.page.getByRole("dialog", { name: "Import conversations" });
  const data = await tab.page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["**User:** Soup?\n\n**Assistant:** Yes."], "soup.md"));
    return transfer;
  });
  await dialog.locator(".drop").dispatchEvent("drop", { dataTransfer: data });
  await dialog.getByText("1 conversation came in, with 2 messages.").waitFor();

  await dialog.getByRole("button", { name: "Import more" }).click();
  const many = Array.from({ length: 300 }, (_, at) => ({
    ...chat,
    conversation_id: `many-${at}`,
    mapping: message("q", "", "user", "x".repeat(100_000)),
  }));
  await choose(tab.page, "many.json", JSON.stringify(many));
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.getByText(/^Cancelled\./).waitFor();
  await tab.page.context().close();
});

test("a page that was saved stands alone: the tree leads through it by mouse and keyboard, and nothing in it runs", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await openImport(tab);
  const importing = tab.page.getByRole("dialog", { name: "Import conversations" });
  await choose(tab.page, "conversations.json", JSON.stringify([chat]));
  await importing.getByRole("button", { name: "Open the newest" }).click();
  const pane = tab.page.getByRole("region", { name: "Pane 1: About tides" });
  await tab.replies.first().waitFor();
  await pane.getByRole("button", { name: "More", exact: true }).first().click();
  await tab.page.getByRole("menuitem", { name: "Export…" }).click();
  const dialog = tab.page.getByRole("dialog", { name: "Export" });
  const [download] = await Promise.all([
    tab.page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "About tides.html");
  const file = join(folder, "page.html");
  await download.saveAs(file);
  await dialog.getByText(/^Saved as About tides\.html/).waitFor();
  assert.match(readFileSync(file, "utf8"), /Content-Security-Policy/);

  const context = await stage.browser.newContext({ offline: true });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (said) => said.type() === "error" && errors.push(said.text()));
  await page.goto(pathToFileURL(file).href);
  const tree = page.getByRole("tree", { name: "Response tree" });
  assert.equal(await tree.getByRole("treeitem").count(), 5);
  const articles = page.getByRole("article");
  // It begins with the branch that was on the screen, which may still be the one of the test before.
  await tree.getByRole("treeitem", { name: /The sun helps a little/ }).click();
  await page.getByRole("article", { name: "Grok" }).getByText("The sun helps a little.").waitFor();
  assert.equal(await articles.count(), 4);
  const reply = page.getByRole("article", { name: "Grok" }).first();

  await tree.getByRole("treeitem", { name: /Because the sea bulges twice/ }).click();
  await reply.getByText("Because the sea bulges twice. <img src=x").waitFor();
  assert.equal(await articles.count(), 2);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await reply.getByText("The moon pulls at the sea").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-selected")), "true");
  await page.getByRole("link", { name: "Next version" }).click();
  await reply.getByText("Because the sea bulges twice").waitFor();

  assert.equal(await page.title(), "About tides");
  assert.equal(await page.locator("img, script:not(:last-child)").count(), 0);
  assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
  assert.deepEqual(asked, [pathToFileURL(file).href]);
  assert.deepEqual(errors, []);
  // Were a text to get in as markup after all, the policy would still not let it run.
  await page.evaluate(() => {
    document.querySelector("main")!.innerHTML += "<img src=x onerror=\"document.title='run'\">";
  });
  await page.waitForTimeout(50);
  assert.equal(await page.title(), "About tides");
  await context.close();
  await tab.page.context().close();
});

test("every format can be saved, of one conversation and of all, and text can be copied", async () => {
  const context = await stage.browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const tab = await openTab(context);
  await tab.open(grok.url);
  await openImport(tab);
  await choose(tab.page, "conversations.json", JSON.stringify([chat]));
  await tab.page.getByRole("button", { name: "Open the newest" }).click();
  const pane = tab.page.getByRole("region", { name: "Pane 1: About tides" });
  await tab.replies.first().waitFor();
  await pane.getByRole("button", { name: "More", exact: true }).first().click();
  await tab.page.getByRole("menuitem", { name: "Export…" }).click();
  const dialog = tab.page.getByRole("dialog", { name: "Export" });
  for (const [format, ending] of [
    ["This branch (Markdown)", "md"],
    ["Linked notes (ZIP)", "zip"],
    ["Everything (JSON lines)", "jsonl"],
    ["For other programs (JSON)", "json"],
  ] as const) {
    await dialog.getByRole("radio", { name: format }).check();
    const [download] = await Promise.all([
      tab.page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Save" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), `About tides.${ending}`);
  }
  await dialog.getByRole("radio", { name: "This branch (Markdown)" }).check();
  await dialog.getByRole("button", { name: "Copy" }).click();
  await dialog.getByText("Copied", { exact: true }).waitFor();
  assert.match(
    await tab.page.evaluate(() => navigator.clipboard.readText()),
    /^## You\n\nWhy are there two tides/m,
  );
  await dialog.getByRole("button", { name: "Close" }).click();

  await tab.sidebar.getByRole("button", { name: "Settings" }).click();
  await tab.page.getByRole("button", { name: "Export all…" }).click();
  const all = tab.page.getByRole("dialog", { name: "Export all conversations" });
  const [download] = await Promise.all([
    tab.page.waitForEvent("download"),
    all.getByRole("button", { name: "Save" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "All conversations.jsonl");
  tab.assertNoErrors();
  await context.close();
});
