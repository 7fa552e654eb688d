// Keys of the API in the settings: made, shown once, limited, blocked and revoked, by mouse, by keyboard and on a phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { assertAccessible } from "./accessible.ts";
import { setStage } from "./stage.ts";
import { openTab, type Workspace } from "./workspace.ts";

const stage = setStage({ model: false });
const settings = () => `${stage.grok.url}/settings?section=api`;
const section = ({ page }: Workspace) => page.getByRole("region", { name: "API", exact: true });
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });

async function choose(tab: Workspace, key: string, item: string): Promise<void> {
  await section(tab)
    .getByRole("button", { name: `More about ${key}` })
    .press("Enter");
  await tab.page.getByRole("menuitem", { name: item, exact: true }).press("Enter");
}

test("the first key is made and shown once; then it stands in the list with its plan and what is left", async () => {
  const tab = await openTab(stage.browser);
  const { page } = tab;
  await page.goto(settings());
  const api = section(tab);
  await api.getByText("No program has a key yet.").waitFor();
  await api.getByText("Programs on this machine need none").waitFor();
  const tried = (name: string) => api.getByRole("figure", { name }).locator("pre").innerText();
  assert.match(await tried("Try it"), /^curl http:\S+\/v1\/chat\/completions/);
  const setting = JSON.parse(await tried("Live posts for other assistants"));
  assert.deepEqual(setting, { mcpServers: { grok: { type: "http", url: `${stage.grok.url}/v1/mcp` } } });
  await assertAccessible(page, "no keys");

  await api.getByRole("button", { name: "Make the first key" }).click();
  const form = dialog(page, "A new key");
  await form.getByRole("textbox", { name: "Name" }).fill("Nightly report");
  await form.getByRole("combobox", { name: "Whose it is" }).fill("mira");
  await form.getByRole("combobox", { name: "Plan" }).selectOption("Free");
  await form.getByText("10 requests a minute").waitFor();
  await form.getByRole("radio", { name: "Only some" }).check({ force: true });
  await form.getByRole("checkbox", { name: "grok", exact: true }).uncheck();
  await form.getByText("Limits of this key").click();
  await form.getByRole("spinbutton", { name: "Tokens a day" }).fill("5000");
  await assertAccessible(page, "a new key");
  await form.getByRole("button", { name: "Make a key" }).click();

  const made = dialog(page, "Your key");
  const secret = await made.getByRole("textbox", { name: "Key" }).inputValue();
  assert.match(secret, /^xai-[0-9A-Za-z]{49}$/);
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  assert.ok(await made.isVisible(), "a stray click took the key away");
  await made.getByRole("button", { name: "Done" }).click();

  await api.getByText(`xai-…${secret.slice(-4)}`).waitFor();
  for (const text of [
    "Free, of mira · never used · only grok-mini",
    "200 of 200 requests left today",
    "5,000 of 5,000 tokens left today",
  ])
    await api.getByText(text, { exact: true }).waitFor();
  assert.ok(!(await page.content()).includes(secret.slice(4, 30)));
  assert.match(await tried("Try it"), /Bearer \$XAI_API_KEY/);
  assert.match(await tried("Live posts for other assistants"), /"Authorization": "Bearer xai-…"/);
  await assertAccessible(page, "one key");
  tab.assertNoErrors();
});

test("a menu goes along with its button while the page scrolls, and closes where that goes out of sight", async () => {
  const tab = await openTab(stage.browser, { width: 1440, height: 500 });
  const { page } = tab;
  await page.goto(settings());
  const button = section(tab).getByRole("button", { name: "More about Nightly report" });
  const item = page.getByRole("menuitem", { name: "Block", exact: true });
  await button.click();
  await item.waitFor();
  const scroll = (by: number) =>
    button.evaluate((element, by) => element.closest(".scroll")?.scrollBy(0, by), by);
  const apart = async () => (await item.boundingBox())!.y - (await button.boundingBox())!.y;
  const before = { apart: await apart(), y: (await button.boundingBox())!.y };
  await scroll(-30);
  while ((await apart()) !== before.apart) await page.waitForTimeout(20);
  assert.equal((await button.boundingBox())!.y, before.y + 30);
  await scroll(2_000);
  await item.waitFor({ state: "detached" });
  tab.assertNoErrors();
});

test("a key is changed, blocked, unblocked and revoked by keyboard alone", async () => {
  const tab = await openTab(stage.browser);
  const { page } = tab;
  await page.goto(settings());
  const api = section(tab);
  await choose(tab, "Nightly report", "Change");
  const form = dialog(page, "Change Nightly report");
  const name = form.getByRole("textbox", { name: "Name" });
  await name.fill("");
  await name.press("Enter");
  assert.ok(await form.isVisible(), "a key without a name was saved");
  await name.fill("Weekly report");
  await form.getByRole("combobox", { name: "Plan" }).selectOption("SuperGrok");
  assert.equal(await form.getByRole("spinbutton", { name: "Tokens a day" }).inputValue(), "5000");
  await name.press("Enter");
  await form.waitFor({ state: "detached" });
  await api.getByText("SuperGrok, of mira", { exact: false }).waitFor();

  await choose(tab, "Weekly report", "Block");
  await api.getByText("Blocked", { exact: true }).waitFor();
  await choose(tab, "Weekly report", "Unblock");
  await api.getByText("Blocked", { exact: true }).waitFor({ state: "detached" });

  await choose(tab, "Weekly report", "Revoke");
  await api.getByText("stops working, for good").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await api.getByText("stops working, for good").waitFor({ state: "detached" });
  await choose(tab, "Weekly report", "Revoke");
  await api.getByRole("button", { name: "Revoke it" }).press("Enter");
  await api.getByText("No program has a key yet.").waitFor();
  tab.assertNoErrors();
});

test("on a phone, in the dark and in Chinese nothing is cut off", async () => {
  const tab = await openTab(stage.browser, {
    width: 390,
    height: 844,
    dark: true,
    touch: true,
    locale: "zh-CN",
  });
  const { page } = tab;
  await page.goto(settings());
  const api = section(tab);
  await api.getByRole("button", { name: "做第一把密钥" }).tap();
  const form = dialog(page, "新密钥");
  await form.getByRole("textbox", { name: "名称" }).fill("夜里跑的那个名字很长很长的报表程序，跑了三年");
  await form.getByText("这把密钥的上限").tap();
  await form.getByRole("button", { name: "新建密钥" }).tap();
  await dialog(page, "你的密钥").getByRole("button", { name: "好了" }).tap();
  await api.getByText("不限", { exact: true }).waitFor();
  await assertAccessible(page, "a phone in the dark");
  const cut = await api.evaluate((element) => element.scrollWidth > element.clientWidth);
  assert.ok(!cut, "something is wider than the phone");
  tab.assertNoErrors();
});
