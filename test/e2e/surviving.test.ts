// What happens when things go away: the server, the engine, the connection.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setStage } from "./stage.ts";
import { openTab } from "./workspace.ts";

const stage = setStage();
const { grok } = stage;

const long = "Write a very long story about a dragon who learns to bake bread.";

async function longAnswerBegins(tab: Awaited<ReturnType<typeof openTab>>): Promise<void> {
  await tab.open(grok.url);
  await tab.ask(long);
  await tab.page.waitForFunction(
    () => (document.querySelectorAll("article")[1]?.textContent?.length ?? 0) > 250,
  );
}

test("the server is killed in mid-answer: the page says so, comes back by itself, and the text is kept", async () => {
  const tab = await openTab(stage.browser);
  await longAnswerBegins(tab);
  await tab.composer.fill("a draft that must not be lost");
  await grok.stop("SIGKILL");
  await tab.page
    .getByText(/Offline|Reconnecting|connection/i)
    .first()
    .waitFor();
  assert.equal(await tab.composer.inputValue(), "a draft that must not be lost");
  await grok.start();
  await tab.stop.waitFor({ state: "detached", timeout: 90_000 });
  const text = await tab.replies.first().innerText();
  assert.match(text, /interrupted|stopped in mid-sentence/i);
  assert.ok(text.length > 200, text);
  assert.equal(await tab.composer.inputValue(), "a draft that must not be lost");

  await grok.ready();
  await tab.replies.first().getByRole("button", { name: "Continue from here" }).click();
  await tab.versions(tab.replies.first()).getByText("2 / 2").waitFor();
  await tab.stop.click();
  await tab.settled();
  await tab.page.context().close();
});

test("the engine is killed in mid-answer: what it had written is kept, and the next question works", async () => {
  const tab = await openTab(stage.browser);
  await longAnswerBegins(tab);
  grok.killEngines();
  await tab.replies
    .first()
    .getByRole("button", { name: /Continue from here|Ask again/ })
    .first()
    .waitFor();
  assert.ok((await tab.replies.first().innerText()).length > 200);
  assert.match(await tab.askAndWait("Name one colour."), /small model|tokens\/s/);
  await tab.page.context().close();
});

test("two tabs on one conversation stream the same answer", async () => {
  const context = await stage.browser.newContext({ locale: "en-GB" });
  const first = await openTab(context);
  await longAnswerBegins(first);
  const second = await openTab(context);
  await second.open(first.page.url());
  await second.stop.waitFor();
  await first.stop.click();
  await first.settled();
  await second.settled();
  const body = (text: string) => text.replace(/\s+/g, " ").slice(0, 400);
  assert.equal(body(await second.replies.first().innerText()), body(await first.replies.first().innerText()));
  await context.close();
});

test("a lost connection is said quietly and mends itself without losing a word", async () => {
  const tab = await openTab(stage.browser);
  await longAnswerBegins(tab);
  await tab.page.context().setOffline(true);
  await tab.page
    .getByText(/Offline|Reconnecting|connection/i)
    .first()
    .waitFor();
  await tab.page.context().setOffline(false);
  await tab.stop.waitFor({ timeout: 90_000 });
  await tab.stop.click();
  await tab.settled();
  const live = await tab.replies.first().innerText();
  await tab.page.reload();
  await tab.replies.first().waitFor();
  const stored = await tab.replies.first().innerText();
  assert.equal(stored.replace(/\s+/g, " ").slice(0, 1000), live.replace(/\s+/g, " ").slice(0, 1000));
  await tab.page.context().close();
});
