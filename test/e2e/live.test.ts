// What is being said now: feeds are switched on, posts arrive and are looked for, asked about, quoted and deleted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./accessible.ts";
import { setStage } from "./stage.ts";
import { openTab, type Workspace } from "./workspace.ts";

const stage = setStage();
const { grok } = stage;

const panelOf = (tab: Workspace) => tab.page.getByRole("region", { name: "Live", exact: true });
const posts = (tab: Workspace) => panelOf(tab).getByRole("article");
const postBy = (tab: Workspace, author: string) =>
  panelOf(tab).getByRole("article", { name: `Post by ${author}` });

async function openPanel(tab: Workspace): Promise<void> {
  await tab.page.getByRole("button", { name: "Live", exact: true }).first().click();
  await panelOf(tab).waitFor();
}

async function search(tab: Workspace, text: string): Promise<void> {
  const box = panelOf(tab).getByRole("searchbox", { name: "Search posts" });
  await box.fill(text);
  await box.press("Enter");
}

/** Posts as any program sends them; they can be found once this returns. */
async function push(...lines: readonly object[]): Promise<void> {
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  const response = await fetch(`${grok.url}/live/posts`, { method: "POST", body });
  assert.equal(response.status, 200, await response.text());
}

test("nobody talks before a feed is switched on; sample posts come at one click, and are forgotten when one is sure", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await openPanel(tab);
  const panel = panelOf(tab);
  await panel.getByText("Nobody is talking yet.").waitFor();
  assert.equal(await posts(tab).count(), 0);
  await assertAccessible(tab.page, "empty");

  await panel.getByRole("button", { name: "Try it with sample posts" }).click();
  await posts(tab).first().waitFor();
  await panel.getByRole("list", { name: "Trends" }).getByRole("button").first().waitFor();
  await panel.getByRole("button", { name: /^Show .* newer post/ }).waitFor();
  await panel.getByRole("button", { name: "Pause" }).click();
  await assertAccessible(tab.page, "sample posts");

  await panel.getByRole("button", { name: "Choose feeds" }).click();
  const sample = tab.page.getByRole("switch", { name: "Sample" });
  assert.equal(await sample.getAttribute("aria-checked"), "true");
  await sample.click();
  await tab.page.getByText("Off", { exact: true }).waitFor();
  await tab.page.getByRole("button", { name: "Forget all posts" }).click();
  await tab.page.getByRole("button", { name: "Forget them" }).click();
  await tab.page.getByText(/^0 posts/).waitFor();
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a feed is set up, its posts arrive, an answer quotes them, and a deleted post takes its words along", async () => {
  const tab = await openTab(stage.browser);
  await tab.page.goto(`${grok.url}/settings`);
  await tab.page.getByRole("combobox", { name: "Kind of feed" }).selectOption("push");
  await tab.page.getByRole("button", { name: "Save and listen" }).click();
  await tab.page.getByRole("switch", { name: "Pushed posts" }).waitFor();
  await assertAccessible(tab.page, "feeds");

  await tab.sidebar.getByRole("button", { name: "Live", exact: true }).click();
  const panel = tab.page.getByRole("region", { name: "Live", exact: true });
  await panel.waitFor();
  const text = "The harbour ferry is cancelled until noon because of fog.";
  await push({ id: "1", text, author: { handle: "mira", name: "Mira" }, url: "https://example.org/1" });
  const post = panel.getByRole("article", { name: "Post by Mira" });
  await post.getByText(text).waitFor();

  await tab.ask("/live Why is the harbour ferry cancelled?");
  await tab.settled();
  const reply = tab.replies.last();
  const link = reply.locator("details.note a");
  await link.first().waitFor({ state: "attached" });
  assert.equal(await link.first().getAttribute("href"), "https://example.org/1");
  assert.match(await reply.innerText(), /As of \d\d:\d\d/);
  await post.getByText("note 1").waitFor();
  // The sidebar has made room, so that the note stands in the margin.
  const [note, said] = await Promise.all([
    link.first().boundingBox(),
    reply.locator("p").first().boundingBox(),
  ]);
  assert.ok(note!.x > said!.x + said!.width, "the note stands beside the text");
  await assertAccessible(tab.page, "an answer from posts");

  await push({ delete: "1" });
  await post.waitFor({ state: "detached" });
  await panel.getByText("1 post was deleted by its author.").waitFor();
  const deleted = reply.locator("details.note").getByText("Deleted since.").first();
  await deleted.waitFor({ state: "attached" });
  await tab.page.reload();
  await deleted.waitFor({ state: "attached" });
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("posts that arrive wait behind a button; they are found by words, and their text is text", async () => {
  await push(
    { id: "a1", text: "Nets are mended on the quay.", author: "Jun", url: "https://example.org/a1" },
    { id: "a2", text: "<b>Fog</b> again.\nSecond line <img src=x onerror=alert(1)>", author: "Ida" },
    { id: "a3", text: "Baked bread, nothing else happened.", author: "Jonas" },
  );
  const tab = await openTab(stage.browser);
  const asked: string[] = [];
  tab.page.on("request", (request) => {
    if (!request.url().startsWith(grok.url) && !request.url().startsWith("data:")) asked.push(request.url());
  });
  await tab.open(grok.url);
  await openPanel(tab);
  await postBy(tab, "Ida").waitFor();
  assert.equal(await posts(tab).count(), 3);
  const said = await postBy(tab, "Ida").innerText();
  assert.match(said, /<b>Fog<\/b> again\.\nSecond line <img src=x onerror=alert\(1\)>/);
  const link = postBy(tab, "Jun").getByRole("link", { name: "Open post" });
  assert.equal(await link.getAttribute("href"), "https://example.org/a1");
  assert.match((await link.getAttribute("rel")) ?? "", /noopener noreferrer/);

  await push({ id: "a4", text: "The fog lifts.", author: "Kitt" });
  const newer = panelOf(tab).getByRole("button", { name: "Show 1 newer post" });
  await newer.waitFor();
  assert.equal(await posts(tab).count(), 3);
  await newer.click();
  await postBy(tab, "Kitt").waitFor();

  await search(tab, "bread");
  await postBy(tab, "Kitt").waitFor({ state: "detached" });
  await postBy(tab, "Jonas").waitFor();
  assert.equal(await posts(tab).count(), 1);
  await search(tab, "zeppelin");
  await panelOf(tab)
    .getByText(/^Nothing since/)
    .waitFor();
  await panelOf(tab).getByRole("button", { name: "Clear search" }).click();
  await postBy(tab, "Kitt").waitFor();
  assert.deepEqual(asked, []);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a post is asked about from the panel, which is there again after a reload", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await openPanel(tab);
  await postBy(tab, "Jonas").hover();
  await postBy(tab, "Jonas").getByRole("button", { name: "Ask Grok about this" }).click();
  // What is put into the box from elsewhere stands there a moment later.
  await tab.page.waitForFunction(() =>
    /^\/live .*“Baked bread, nothing else happened\.”/.test(
      document.querySelector<HTMLTextAreaElement>(".composer textarea")?.value ?? "",
    ),
  );
  await tab.page.reload();
  await panelOf(tab).waitFor();
  await panelOf(tab).getByRole("button", { name: "Close Live" }).click();
  await panelOf(tab).waitFor({ state: "detached" });
  tab.assertNoErrors();
  await tab.page.context().close();
});

for (const look of [
  { name: "desktop, dark", width: 1440, height: 900, dark: true },
  { name: "phone, light", width: 390, height: 844, touch: true },
]) {
  test(`${look.name}: axe finds nothing in the panel, and nothing scrolls sideways`, async () => {
    const tab = await openTab(stage.browser, look);
    await tab.open(grok.url);
    await openPanel(tab);
    await posts(tab).first().waitFor();
    await assertAccessible(tab.page, look.name);
    const sideways = await tab.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(sideways, 0);
    tab.assertNoErrors();
    await tab.page.context().close();
  });
}

test("a feed that is removed can be had back", async () => {
  const tab = await openTab(stage.browser);
  await tab.page.goto(`${grok.url}/settings`);
  const feed = tab.page.getByRole("switch", { name: "Pushed posts" });
  await tab.page.getByRole("button", { name: "Change Pushed posts" }).click();
  await tab.page.getByRole("button", { name: "Remove Pushed posts" }).click();
  await feed.waitFor({ state: "detached" });
  await tab.page.getByRole("button", { name: "Undo" }).click();
  await feed.waitFor();
  tab.assertNoErrors();
  await tab.page.context().close();
});
