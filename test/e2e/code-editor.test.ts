// Code blocks in the editor: what is saved, what is kept, and that nothing but the block becomes other. With a mouse
// the editor is Monaco, under a finger CodeMirror; both are driven through the same names.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { assertAccessible } from "./accessible.ts";
import { setStage } from "./stage.ts";
import { repliesOf, type ToldTurn, tell } from "./told-conversation.ts";
import { openTab, type Workspace } from "./workspace.ts";

const stage = setStage();
const { grok } = stage;

const code = "let wrong = 0;\nfor (const table of tables) {\n  if (!same(table)) wrong += 1;\n}";
const around = (block: string) =>
  `Compare  first.\r\n\r\n1. Load\n\n   \`\`\`sh\n   pgloader shop.load\n   \`\`\`\n2. Compare\n\n\`\`\`\`ts compare.ts\n${block}\n\`\`\`\`\n\n> \`\`\`ini shop.load\n> LOAD DATABASE\n> \`\`\`\n\nKeep the *old* file. \\( x \\)`;

/** A tab on a conversation that reads as told, at the last version of its first reply. */
async function openTold(turns: readonly ToldTurn[], look = {}) {
  const { conversationId, replyIds } = await tell(grok.url, turns);
  const tab = await openTab(stage.browser, look);
  await tab.page.goto(`${grok.url}/c/${conversationId}?node=${replyIds[0]?.at(-1)}`);
  await tab.replies.first().waitFor();
  return { tab, conversationId, replyId: replyIds[0]?.at(-1) as string };
}

const one = (reply: string): readonly ToldTurn[] => [{ question: "How do we compare?", replies: [reply] }];
const button = (place: Locator, name: string) => place.getByRole("button", { name, exact: true });
const editorOf = (tab: Workspace) => tab.page.getByRole("region", { name: "Code editor" });
const textOf = (tab: Workspace, name: string) => editorOf(tab).getByRole("textbox", { name, exact: true });
const opener = (tab: Workspace, at: number) =>
  tab.replies.first().getByRole("button", { name: "Open in editor" }).nth(at);

async function open(tab: Workspace, at: number, name: string): Promise<Locator> {
  await opener(tab, at).click();
  await textOf(tab, name).waitFor();
  return editorOf(tab);
}

/** Writes a line at the end of the shown text. */
async function addLine(page: Page, line: string): Promise<void> {
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(`\n${line}`);
}

test("a block is edited and saved as version 2, in which every other byte is as it was", async () => {
  const { tab, conversationId } = await openTold(one(around(code)));
  const editor = await open(tab, 1, "compare.ts");
  assert.equal(await editor.locator(".monaco-editor").count(), 1);
  await editor.getByText("Nothing is changed yet").waitFor();
  assert.equal(await button(editor, "Save as branch").isDisabled(), true);

  await addLine(tab.page, 'if (wrong > 0) throw new Error("they differ");');
  await editor.getByText("1 line changed").waitFor();
  await editor.getByRole("tab", { name: "compare.ts, changed" }).waitFor();
  await button(editor, "Save as branch").click();
  await editor.getByText("Saved as version 2").waitFor();

  await tab.versions(tab.replies.first()).getByText("2 / 2").waitFor();
  const [first, second] = await repliesOf(grok.url, conversationId);
  assert.equal(first, around(code));
  assert.equal(second, around(`${code}\nif (wrong > 0) throw new Error("they differ");`));

  // The tab goes on from the new version: the next save is a third one, in another block of the same reply.
  await open(tab, 0, "snippet.sh");
  await addLine(tab.page, "echo done");
  await tab.page.keyboard.press("Control+s");
  await editor.getByText("Saved as version 3").waitFor();
  const third = (await repliesOf(grok.url, conversationId))[2];
  assert.equal(third, second?.replace("shop.load\n   ```", "shop.load\n   echo done\n   ```"));
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("Changes shows the difference from what was opened, or from the same block in another version", async () => {
  const older = around(code.replace("+= 1", "+= 2")).replace("Compare  first", "All new");
  const { tab } = await openTold([{ question: "How?", replies: [older, around(code)] }]);
  const editor = await open(tab, 1, "compare.ts");
  await button(editor, "Changes").click();
  const against = editor.getByRole("combobox", { name: "Show the changes against" });
  await against.selectOption({ label: "version 1" });
  await editor.locator(".line-delete, .char-delete").first().waitFor();
  assert.match((await editor.locator(".view-lines").allInnerTexts()).join("\n"), /\+=\s2/);
  await against.selectOption({ label: "as opened" });
  await editor.locator(".line-delete, .char-delete").first().waitFor({ state: "detached" });
  await button(editor, "Changes").click();
  await against.waitFor({ state: "detached" });
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a block that no other version has is compared with itself alone", async () => {
  const { tab } = await openTold([{ question: "How?", replies: ["No code here.", around(code)] }]);
  const editor = await open(tab, 1, "compare.ts");
  await button(editor, "Changes").click();
  await editor.getByText("as opened", { exact: true }).waitFor();
  assert.equal(await editor.getByRole("combobox").count(), 0);
  await tab.page.context().close();
});

test("what is selected goes into the composer between fences, with the caret before it", async () => {
  const { tab } = await openTold(one(around(code)));
  const editor = await open(tab, 1, "compare.ts");
  await tab.page.keyboard.press("Control+Home");
  await tab.page.keyboard.press("Shift+End");
  await button(editor, "Ask about the selection").click();
  await tab.page.waitForFunction(() => document.activeElement?.matches("textarea[id^=message]"));
  await tab.page.keyboard.insertText("Why let?");
  assert.equal(await tab.composer.inputValue(), "Why let?\n\n```ts compare.ts\nlet wrong = 0;\n```");
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("the keyboard opens, edits, saves, leaves and closes", async () => {
  const { tab, conversationId } = await openTold(one(around(code)));
  const { page } = tab;
  await opener(tab, 1).focus();
  await page.keyboard.press("Enter");
  await textOf(tab, "compare.ts").waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "compare.ts");
  await addLine(page, "// by hand");
  await page.keyboard.press("Control+s");
  await editorOf(tab).getByText("Saved as version 2").waitFor();
  assert.equal((await repliesOf(grok.url, conversationId)).length, 2);

  // Escape goes back to the button of the block, which is one of the new version now.
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.textContent === "Open in editor");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "compare.ts");
  assert.equal(await editorOf(tab).getByRole("tab").count(), 1);

  // Changes are asked about before they go; Escape keeps them.
  await addLine(page, "// half a thought");
  await editorOf(tab).getByRole("tab", { name: "compare.ts, changed" }).focus();
  await page.keyboard.press("Delete");
  const question = editorOf(tab).getByRole("alertdialog");
  await question.waitFor();
  assert.equal(await focused(), "Keep");
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "detached" });
  await editorOf(tab).getByRole("tab", { name: "compare.ts, changed" }).focus();
  await page.keyboard.press("Delete");
  await button(question, "Discard").press("Enter");
  await editorOf(tab).waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.textContent === "Open in editor");
  tab.assertNoErrors();
  await page.context().close();
});

test("F1 opens the commands of the editor, ours among them", async () => {
  const { tab } = await openTold(one(around(code)));
  await open(tab, 1, "compare.ts");
  await tab.page.keyboard.press("F1");
  await tab.page.keyboard.type("Ask about");
  await tab.page.getByRole("option", { name: /Ask about the selection/ }).waitFor();
  await tab.page.keyboard.press("Enter");
  await tab.page.waitForFunction(() => document.activeElement?.matches("textarea[id^=message]"));
  assert.match(await tab.composer.inputValue(), /let wrong = 0;\nfor/);
  await tab.page.context().close();
});

test("what is half-written is there after a reload, and can still be saved", async () => {
  const { tab, conversationId } = await openTold(one(around(code)));
  await open(tab, 1, "compare.ts");
  await addLine(tab.page, "// half");
  await editorOf(tab).getByText("1 line changed").waitFor();
  await tab.page.reload();
  await textOf(tab, "compare.ts").waitFor();
  await editorOf(tab).getByText("1 line changed").waitFor();
  await button(editorOf(tab), "Save as branch").click();
  await editorOf(tab).getByText("Saved as version 2").waitFor();
  assert.equal((await repliesOf(grok.url, conversationId))[1], around(`${code}\n// half`));
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("when the pane has gone to another conversation, saving goes back and shows the new version there", async () => {
  const { tab, conversationId } = await openTold(one(around(code)));
  await open(tab, 1, "compare.ts");
  await addLine(tab.page, "// kept");
  await tab.page.getByRole("button", { name: "New conversation" }).click();
  await tab.replies.first().waitFor({ state: "detached" });
  await button(editorOf(tab), "Save as branch").click();
  await editorOf(tab).getByText("Saved as version 2").waitFor();
  await tab.versions(tab.replies.first()).getByText("2 / 2").waitFor();
  await tab.page.waitForURL(`**/c/${conversationId}`);
  assert.equal((await repliesOf(grok.url, conversationId))[1], around(`${code}\n// kept`));
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("when the reply is archived underneath, its version stands beside it; with the question, saving says why not", async () => {
  const { tab, conversationId } = await openTold(one(around(code)));
  const editor = await open(tab, 1, "compare.ts");
  await addLine(tab.page, "// kept");
  await tab.more(tab.replies.first(), "Archive");
  await tab.replies.first().waitFor({ state: "detached" });
  await button(editor, "Save as branch").click();
  await tab.replies.first().waitFor();
  assert.equal((await repliesOf(grok.url, conversationId))[1], around(`${code}\n// kept`));

  await textOf(tab, "compare.ts").focus();
  await addLine(tab.page, "// and this");
  await tab.questions.first().hover();
  await tab.more(tab.questions.first(), "Archive");
  await tab.questions.first().waitFor({ state: "detached" });
  await button(editor, "Save as branch").click();
  await editor
    .getByRole("alert")
    .getByText(/have been archived/)
    .waitFor();
  assert.equal((await repliesOf(grok.url, conversationId)).length, 2);
  await editor.getByRole("tab", { name: "compare.ts, changed" }).waitFor();
  await tab.page.context().close();
});

test("TypeScript is checked without asking anybody, and no request leaves the machine", async () => {
  const { tab } = await openTold(one("```ts\nconst a: number = 'x';\nimport { Client } from 'pg';\n```"));
  const requests: string[] = [];
  tab.page.on("request", (request) => requests.push(request.url()));
  await tab.page.evaluate(() => {
    addEventListener("securitypolicyviolation", (event) => console.error(event.violatedDirective));
  });
  const editor = await open(tab, 0, "snippet.ts");
  await editor.getByText("1 problem", { exact: true }).waitFor();
  assert.deepEqual(
    requests.filter((url) => !url.startsWith(grok.url)),
    [],
  );
  assert.ok(requests.some((url) => /ts\.worker/.test(url)));
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a megabyte of code opens, is edited and saved", async () => {
  const long = "const line = 'of many';\n".repeat(43_000);
  const { tab, conversationId } = await openTold(one(`Here:\n\n\`\`\`ts\n${long}end\n\`\`\`\n`));
  await open(tab, 0, "snippet.ts");
  await addLine(tab.page, "// more");
  await editorOf(tab).getByText("1 line changed").waitFor();
  await button(editorOf(tab), "Save as branch").click();
  await editorOf(tab).getByText("Saved as version 2").waitFor();
  const second = (await repliesOf(grok.url, conversationId))[1] ?? "";
  assert.ok(second.endsWith("end\n// more\n```\n"));
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("under a finger the same frame holds CodeMirror, over the whole screen", async () => {
  const { tab, conversationId } = await openTold(one(around(code)), { width: 390, height: 844, touch: true });
  await open(tab, 1, "compare.ts");
  const editor = editorOf(tab);
  assert.equal(await editor.locator(".cm-editor").count(), 1);
  assert.equal(await tab.page.locator(".monaco-editor").count(), 0);
  assert.equal(await tab.composer.isVisible(), false);
  assert.deepEqual(
    await editor.evaluate((element) => {
      const { width, height } = element.getBoundingClientRect();
      return [width, height];
    }),
    [390, 844],
  );
  await textOf(tab, "compare.ts").tap();
  await addLine(tab.page, "// by thumb");
  await editor.getByText("1 line changed").waitFor();
  await button(editor, "Save as branch").tap();
  await editor.getByText("Saved as version 2").waitFor();
  assert.equal((await repliesOf(grok.url, conversationId))[1], around(`${code}\n// by thumb`));
  await button(editor, "Back to the reply").tap();
  await tab.versions(tab.replies.first()).getByText("2 / 2").waitFor();
  assert.equal(await editor.isVisible(), false);
  await opener(tab, 1).tap();
  await editor.waitFor();
  await assertAccessible(tab.page, "code editor on a phone");
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("the frame is accessible in light and dark", async () => {
  for (const dark of [false, true]) {
    const { tab } = await openTold(one(around(code)), { dark });
    const editor = await open(tab, 1, "compare.ts");
    await addLine(tab.page, "// more");
    await editor.getByText("1 line changed").waitFor();
    // Monaco draws its text outside of the element that readers read.
    await assertAccessible(tab.page, `code editor, ${dark ? "dark" : "light"}`, [".monaco-editor"]);
    await tab.page.context().close();
  }
});
