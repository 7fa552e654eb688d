// Text from outside is only ever text: nothing in it runs, nothing in it is asked for, and too much of it is still read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setStage } from "./stage.ts";
import { tell } from "./told-conversation.ts";
import { openTab } from "./workspace.ts";

const stage = setStage({ model: false });
const { grok } = stage;

const hostile = [
  "<script>window.ran = 1</script>",
  '<img src="https://outside.invalid/spy.png" onerror="window.ran = 2">',
  "[a link](javascript:window.ran=3)",
  "![a picture](https://outside.invalid/other.png)",
  '<iframe srcdoc="<script>parent.ran = 4</script>"></iframe>',
  "```html\n<script>window.ran = 5</script>\n```",
  "[^1]\n\n[^1]: <svg onload=window.ran=6>",
  "$\\href{javascript:window.ran=7}{x}$",
].join("\n\n");

test("script in a message never runs, and nothing is fetched for it: read, edited, compared, in the tree and in the editor", async () => {
  const told = await tell(grok.url, [{ question: "What?", replies: [hostile] }]);
  const tab = await openTab(stage.browser);
  const outside: string[] = [];
  tab.page.on("request", (request) => {
    if (!request.url().startsWith(grok.url) && !request.url().startsWith("data:"))
      outside.push(request.url());
  });
  await tab.open(`${grok.url}/c/${told.conversationId}`);
  await tab.replies.first().waitFor();
  await tab.page.getByRole("button", { name: "Response tree" }).click();
  await tab.page.getByRole("tree", { name: "Response tree" }).waitFor();
  await tab.replies.first().getByRole("button", { name: "Open in editor" }).first().click();
  await tab.page.getByRole("region", { name: "Code editor" }).waitFor();
  await tab.replies.first().getByRole("button", { name: "Edit", exact: true }).click();
  await tab.page.getByRole("region", { name: "Reply editor" }).waitFor();
  await tab.page.waitForTimeout(1_000);
  assert.equal(await tab.page.evaluate(() => (globalThis as { ran?: number }).ran), undefined);
  assert.equal(await tab.page.locator("iframe, .md script, .md img").count(), 0);
  assert.deepEqual(outside, []);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a reply with a million characters is read from its beginning to its end", async () => {
  const paragraph = "The tide comes in twice a day and nobody has ever asked it to. ";
  const text = `It begins here.\n\n${`${paragraph.repeat(12)}\n\n`.repeat(1_330)}It ends here.`;
  assert.ok(text.length > 1_000_000);
  const told = await tell(grok.url, [{ question: "Everything?", replies: [text] }]);
  const tab = await openTab(stage.browser);
  await tab.open(`${grok.url}/c/${told.conversationId}`);
  await tab.page.getByText("It ends here.").waitFor();
  const list = tab.page.getByRole("group", { name: "Conversation" });
  await list.focus();
  await tab.page.keyboard.press("Home");
  await tab.page.getByText("It begins here.").waitFor();
  await tab.composer.fill("Was that all?");
  assert.equal(await tab.composer.inputValue(), "Was that all?");
  tab.assertNoErrors();
  await tab.page.context().close();
});
