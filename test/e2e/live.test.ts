// What is being said now: a feed is switched on, posts arrive, are asked about, quoted and deleted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./accessible.ts";
import { setStage } from "./stage.ts";
import { openTab } from "./workspace.ts";

const stage = setStage();
const { grok } = stage;

/** Posts as any program sends them; they can be found once this returns. */
async function push(...lines: readonly object[]): Promise<void> {
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  const response = await fetch(`${grok.url}/live/posts`, { method: "POST", body });
  assert.equal(response.status, 200, await response.text());
}

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

  await push({ delete: "1" });
  await post.waitFor({ state: "detached" });
  await reply.locator("details.note").getByText("Deleted since.").first().waitFor({ state: "attached" });
  tab.assertNoErrors();
});
