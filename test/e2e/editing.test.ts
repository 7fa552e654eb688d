// Replies edited as source, and compared: what is saved, what is kept, and that no byte is lost on the way.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { assertAccessible } from "./accessible.ts";
import { setStage } from "./stage.ts";
import { repliesOf, type ToldTurn, tell } from "./told-conversation.ts";
import { openTab, type Workspace } from "./workspace.ts";

const stage = setStage();
const { grok } = stage;

const plan =
  "## The move\n\nTake the shop down at six.\n\n1. Load the copy\n2. Compare the sums\n3. Switch over";

/** A tab on a conversation that reads as told, at the last version of its first reply. */
async function openTold(turns: readonly ToldTurn[], look = {}) {
  const { conversationId, replyIds } = await tell(grok.url, turns);
  const tab = await openTab(stage.browser, look);
  await tab.page.goto(`${grok.url}/c/${conversationId}?node=${replyIds[0]?.at(-1)}`);
  await tab.replies.first().waitFor();
  return { tab, conversationId };
}

const button = (place: Locator, name: string) => place.getByRole("button", { name, exact: true });
const sourceIn = (editor: Locator) => editor.getByRole("textbox", { name: "Markdown" });
const editorOf = (tab: Workspace) => tab.page.getByRole("region", { name: "Reply editor" });

async function edit(tab: Workspace): Promise<Locator> {
  await button(tab.replies.first(), "Edit").click();
  await sourceIn(editorOf(tab)).waitFor();
  return editorOf(tab);
}

test("a reply is edited, its changes are shown, and it is saved as version 2 beside what it was", async () => {
  const { tab, conversationId } = await openTold([{ question: "How do we move?", replies: [plan] }]);
  const editor = await edit(tab);
  assert.equal(await tab.composer.count(), 0);
  await editor.getByText("Nothing is changed yet").waitFor();
  assert.equal(await button(editor, "Save as branch").isDisabled(), true);

  const changed = plan.replace("3. Switch over", "3. If they agree, switch\n4. Sleep");
  await sourceIn(editor).fill(changed);
  await editor.getByText("Nothing is overwritten: this becomes version 2").waitFor();
  await editor.getByText("+2", { exact: true }).waitFor();
  await editor.getByText("−1", { exact: true }).waitFor();
  await editor.getByText("version 1", { exact: true }).waitFor();
  await editor.getByRole("group", { name: "Preview" }).getByText("If they agree, switch").waitFor();

  await editor.getByRole("tab", { name: "Changes" }).click();
  await editor.locator("del").getByText("3. Switch over").waitFor();
  await editor.locator(".cm-changedLine").getByText("4. Sleep").waitFor();
  await assertAccessible(tab.page, "changes of a reply");

  await button(editor, "Save as branch").click();
  await tab.versions(tab.replies.first()).getByText("2 / 2").waitFor();
  await tab.replies.first().getByText("edited by you").waitFor();
  assert.deepEqual(await repliesOf(grok.url, conversationId), [plan, changed]);
  await tab.replies.first().press("Alt+ArrowLeft");
  await tab.versions(tab.replies.first()).getByText("1 / 2").waitFor();
  await tab.replies.first().getByText("Switch over").waitFor();
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("save and continue keeps the edit as a version and lets Grok write on from it", async () => {
  const { tab, conversationId } = await openTold([
    { question: "Name the primary colours.", replies: ["Red."] },
  ]);
  const editor = await edit(tab);
  const begun = "The three primary colours are red,";
  await sourceIn(editor).fill(begun);
  await sourceIn(editor).press("ControlOrMeta+Enter");
  await tab.versions(tab.replies.first()).getByText("3 / 3").waitFor();
  await tab.replies
    .first()
    .getByText(new RegExp(`${begun} *\\S`))
    .waitFor();
  await tab.composer.press("Escape");
  await tab.settled();
  const [first, edited, continued = ""] = await repliesOf(grok.url, conversationId);
  assert.deepEqual([first, edited], ["Red.", begun]);
  assert.ok(continued.startsWith(begun), continued);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("changes are thrown away only after a question, and Escape keeps them", async () => {
  const { tab, conversationId } = await openTold([{ question: "How do we move?", replies: [plan] }]);
  const editor = await edit(tab);
  await sourceIn(editor).press("Escape");
  await editor.waitFor({ state: "detached" });
  await button(tab.replies.first(), "Edit").waitFor();

  await edit(tab);
  await sourceIn(editor).press("End");
  await tab.page.keyboard.type("!");
  await tab.page.keyboard.press("Escape");
  const question = editor.getByRole("alertdialog", { name: "Discard the changes?" });
  await question.waitFor();
  await tab.page.keyboard.press("Escape");
  await question.waitFor({ state: "detached" });
  assert.match(await tab.sourceOf(sourceIn(editor)), /^## The move!/);
  await button(editor, "Discard").click();
  await button(question, "Discard").click();
  await editor.waitFor({ state: "detached" });
  assert.deepEqual(await repliesOf(grok.url, conversationId), [plan]);
  // The focus is where it came from.
  await tab.page.waitForFunction(() => document.activeElement?.matches("article[aria-label=Grok]"));
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("bytes outside of the edit stay: line breaks of all kinds, tabs, trailing spaces, maths, fences, marks", async () => {
  const told =
    "# Title \r\n\r\n\tindented  \r\n\\(x^2\\) and \\[y\\] \\ lone\rnext <name> {} \u2028 here\f\n" +
    "- [ ] task[^1]\n\n````md\n```js\r\nlet a = 1;\r\n```\n````\r\n\u00a0\u200bend\n\n[^1]: note \u0001\r\n";
  const { tab, conversationId } = await openTold([{ question: "Show me the odd one.", replies: [told] }]);
  const editor = await edit(tab);
  await sourceIn(editor).press("ControlOrMeta+Home");
  await tab.page.keyboard.press("End");
  await tab.page.keyboard.type("X");
  await tab.page.keyboard.press("Enter");
  await tab.page.keyboard.type("new");
  await sourceIn(editor).press("ControlOrMeta+s");
  await tab.versions(tab.replies.first()).getByText("2 / 2").waitFor();

  await edit(tab);
  // Deleted and brought back again, then one letter at the end of the next version's first line.
  await sourceIn(editor).press("ControlOrMeta+a");
  await tab.page.keyboard.press("Delete");
  await tab.page.keyboard.press("ControlOrMeta+z");
  await sourceIn(editor).press("ControlOrMeta+Home");
  await tab.page.keyboard.type("#");
  await button(editor, "Save as branch").click();
  await tab.versions(tab.replies.first()).getByText("3 / 3").waitFor();
  const second = told.replace("# Title ", "# Title X\r\nnew");
  assert.deepEqual(await repliesOf(grok.url, conversationId), [told, second, `#${second}`]);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a reload in the middle of an edit keeps the text, and so does going elsewhere", async () => {
  const { tab } = await openTold([{ question: "How do we move?", replies: [plan] }]);
  const editor = await edit(tab);
  await sourceIn(editor).fill("Half a thought");
  await tab.page.reload();
  await sourceIn(editor).waitFor();
  assert.equal(await tab.sourceOf(sourceIn(editor)), "Half a thought");
  await sourceIn(editor).press("End");
  await tab.page.keyboard.type(", and more");
  await button(tab.sidebar, "New conversation").click();
  await tab.composer.waitFor();
  await tab.page.goBack();
  await sourceIn(editor).waitFor();
  assert.equal(await tab.sourceOf(sourceIn(editor)), "Half a thought, and more");
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("a reply archived elsewhere while it is edited says so, and is saved once it is back", async () => {
  const { tab, conversationId } = await openTold([
    { question: "How do we move?", replies: [plan, `${plan}!`] },
  ]);
  const editor = await edit(tab);
  await sourceIn(editor).fill("Kept");
  const other = await openTab(stage.browser);
  await other.page.goto(tab.page.url());
  await other.more(other.replies.first(), "Archive");
  await editor.getByText("This reply has been archived.").waitFor();
  assert.equal(await button(editor, "Save as branch").isDisabled(), true);
  await button(editor, "Bring it back").click();
  await button(editor, "Save as branch").click();
  await tab.versions(tab.replies.first()).getByText("3 / 3").waitFor();
  assert.equal((await repliesOf(grok.url, conversationId)).at(-1), "Kept");
  await other.page.context().close();
  await tab.page.context().close();
});

test("a reply of a million characters opens, is edited and keeps the rest", async () => {
  const line = "The tide comes in twice a day because the moon pulls at the water.";
  const long = Array.from({ length: 14_500 }, (_, at) => `${at} ${line}`).join("\n");
  const { tab, conversationId } = await openTold([{ question: "Tell me everything.", replies: [long] }]);
  const editor = await edit(tab);
  await editor.getByText("the preview is drawn when you ask for it").waitFor();
  await sourceIn(editor).press("ControlOrMeta+Home");
  await tab.page.keyboard.type("Typed. ");
  await editor.getByText("+1", { exact: true }).waitFor();
  await editor.getByRole("tab", { name: "Changes" }).click();
  await editor.locator("del").getByText(`0 ${line}`, { exact: true }).waitFor();
  await tab.page.reload();
  await sourceIn(editor).waitFor();
  await sourceIn(editor).press("ControlOrMeta+s");
  await tab.versions(tab.replies.first()).getByText("2 / 2").waitFor();
  assert.equal((await repliesOf(grok.url, conversationId)).at(-1), `Typed. ${long}`);
  await tab.page.context().close();
});

test("two panes edit one reply, each its own text", async () => {
  const { tab } = await openTold([{ question: "How do we move?", replies: [plan] }]);
  await tab.page.getByRole("button", { name: "Split pane" }).click();
  const panes = ["Pane 1", "Pane 2"].map((name) => tab.page.getByRole("region", { name }));
  for (const [at, pane] of panes.entries()) {
    await button(pane.getByRole("article", { name: "Grok" }).first(), "Edit").click();
    await sourceIn(pane).fill(`Text of pane ${at + 1}`);
  }
  for (const [at, pane] of panes.entries())
    assert.equal(await tab.sourceOf(sourceIn(pane)), `Text of pane ${at + 1}`);
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("two replies are compared side by side, by words and as source, and one of them is gone on with", async () => {
  const { tab } = await openTold([
    { question: "How do we move?", replies: [plan, plan.replace("at six", "at seven")] },
    { question: "And then?", replies: ["Then we rest."] },
  ]);
  await tab.more(tab.replies.first(), "Compare");
  const dialog = tab.page.getByRole("dialog", { name: "Compare" });
  await dialog.getByRole("button", { name: "Left: version 2 of 2" }).waitFor();
  await dialog.getByRole("button", { name: "Right: version 1 of 2" }).waitFor();
  await dialog.getByRole("article", { name: "Left" }).getByText("Take the shop down at seven.").waitFor();
  await dialog.getByRole("article", { name: "Right" }).getByText("Take the shop down at six.").waitFor();

  await dialog.getByRole("tab", { name: "Word diff" }).click();
  await assertAccessible(tab.page, "comparison");
  assert.equal(await dialog.locator(".compare-text del").innerText(), "seven");
  assert.equal(await dialog.locator(".compare-text ins").innerText(), "six");
  await dialog.getByRole("tab", { name: "Source" }).click();
  await dialog.locator(".cm-changedLine").getByText("at six").waitFor();

  await dialog.getByRole("button", { name: "Right: version 1 of 2" }).click();
  await tab.page.getByRole("combobox", { name: "Search replies" }).fill("rest");
  await tab.page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Right: only version" }).waitFor();
  await dialog.getByRole("button", { name: "Continue with this one" }).nth(1).click();
  await dialog.waitFor({ state: "detached" });
  await tab.replies.last().getByText("Then we rest.").waitFor();
  tab.assertNoErrors();
  await tab.page.context().close();
});

test("on a phone, source, preview and changes stand behind each other, and so do two compared replies", async () => {
  const phone = { width: 390, height: 844, touch: true };
  const { tab } = await openTold(
    [{ question: "How do we move?", replies: [plan, `${plan} at once`] }],
    phone,
  );
  const editor = await edit(tab);
  await sourceIn(editor).fill("# Other");
  await editor.getByRole("tab", { name: "Preview" }).click();
  await editor.getByRole("heading", { name: "Other" }).waitFor();
  await editor.getByRole("tab", { name: "Changes" }).click();
  await editor.locator("del").first().waitFor();
  await button(editor, "Back to the conversation").click();
  await button(editor, "Discard").click();

  await tab.more(tab.replies.first(), "Compare");
  const dialog = tab.page.getByRole("dialog", { name: "Compare" });
  await dialog.locator(".compare-text del").getByText("at once").waitFor();
  await assertAccessible(tab.page, "comparison on a phone");
  await dialog.getByRole("tab", { name: "Right" }).click();
  await dialog.getByRole("article", { name: "Right" }).getByText("Switch over").waitFor();
  assert.equal(
    await tab.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ),
    0,
  );
  await tab.page.context().close();
});

test("the same question is asked in the other mode, as a version that says so", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await tab.askAndWait("What is 17 * 23?");
  await tab.more(tab.replies.first(), "Same question in fun mode");
  await tab.versions(tab.replies.first()).getByText("2 / 2").waitFor();
  await tab.settled();
  await tab.replies.first().getByText("fun mode").waitFor();
  assert.match(await tab.replies.first().innerText(), /391/);
  await tab.more(tab.replies.first(), "Same question, seriously");
  await tab.versions(tab.replies.first()).getByText("3 / 3").waitFor();
  await tab.settled();
  assert.equal(await tab.replies.first().getByText("fun mode").count(), 0);
  await tab.page.context().close();
});

test("a message is branched into a new pane, and the pane it came from stays where it was", async () => {
  const { tab } = await openTold([
    { question: "How do we move?", replies: [plan] },
    { question: "And then?", replies: ["Then we rest."] },
  ]);
  await tab.more(tab.replies.first(), "Branch into a new pane");
  const second = tab.page.getByRole("region", { name: "Pane 2" });
  await second.getByRole("article", { name: "Grok" }).first().waitFor();
  await second.getByText("Then we rest.").waitFor({ state: "detached" });
  await tab.page.getByRole("region", { name: "Pane 1" }).getByText("Then we rest.").waitFor();
  await tab.page.context().close();
});
