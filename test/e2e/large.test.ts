// Large conversations: a path of 2,500 messages and a tree of 20,000 nodes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { ConversationService } from "@grok/protocol";
import { largeConversation } from "./large-conversation.ts";
import { setStage } from "./stage.ts";
import { openTab } from "./workspace.ts";

const stage = setStage({ model: false, prepare: importLarge });
const { grok } = stage;
const longPath = largeConversation({ path: 2_500, nodes: 2_500, seed: 1 });
const wideTree = largeConversation({ path: 400, nodes: 20_000, seed: 2 });

async function importLarge(): Promise<void> {
  const client = createClient(
    ConversationService,
    createConnectTransport({ baseUrl: grok.url, httpVersion: "1.1" }),
  );
  for (const made of [longPath, wideTree]) {
    const report = await client.importConversations({ data: new TextEncoder().encode(made.jsonl) });
    assert.deepEqual(report.problems, []);
  }
}

for (const [name, made] of [
  ["a path of 2,500 messages", longPath],
  ["a tree of 20,000 nodes", wideTree],
] as const) {
  test(`${name} opens at its end, keeps few elements on the page, and scrolls to its beginning`, async () => {
    const tab = await openTab(stage.browser);
    await tab.page.goto(`${grok.url}/c/${made.conversationId}?node=${made.leafId}`);
    await tab.page.getByText(made.lastText).first().waitFor();
    const drawn = await tab.page.locator("article").count();
    assert.ok(drawn < 80, `${drawn} messages are drawn at once`);
    await tab.composer.fill("typing goes on");
    assert.equal(await tab.composer.inputValue(), "typing goes on");

    const scroller = tab.page.locator("article").first();
    await scroller.hover();
    await tab.page.keyboard.press("Escape");
    await tab.page.evaluate(() => {
      const holder = [...document.querySelectorAll("*")].find(
        (element) =>
          element.scrollHeight > element.clientHeight * 2 &&
          /auto|scroll/.test(getComputedStyle(element).overflowY) &&
          element.querySelector("article") !== null,
      );
      if (holder) holder.scrollTop = 0;
    });
    await tab.page.getByText(made.firstText).first().waitFor();
    assert.ok((await tab.page.locator("article").count()) < 80);
    tab.assertNoErrors();
    await tab.page.context().close();
  });
}
