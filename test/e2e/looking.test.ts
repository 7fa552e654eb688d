// What people and screen readers meet: names, contrast, sizes, announcements, languages, phones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./accessible.ts";
import { setStage } from "./stage.ts";
import { openTab } from "./workspace.ts";

const stage = setStage();
const { grok } = stage;

for (const look of [
  { name: "desktop, light", width: 1440, height: 900, dark: false },
  { name: "desktop, dark", width: 1440, height: 900, dark: true },
  { name: "phone, light", width: 390, height: 844, dark: false, touch: true },
  { name: "phone, dark", width: 390, height: 844, dark: true, touch: true },
  { name: "narrowest phone", width: 360, height: 740, dark: false, touch: true },
]) {
  test(`${look.name}: axe finds nothing, nothing scrolls sideways, and touch targets are large enough`, async () => {
    const tab = await openTab(stage.browser, look);
    await tab.open(grok.url);
    await assertAccessible(tab.page, `${look.name}, welcome`);
    await tab.askAndWait("What is the capital of France?");
    await assertAccessible(tab.page, `${look.name}, conversation`);
    const sideways = await tab.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(sideways, 0);
    if (look.touch) {
      const small = await tab.page.evaluate(() =>
        [...document.querySelectorAll("button, a[href], input, textarea, [role=switch], [role=combobox]")]
          .filter((element) => {
            const box = element.getBoundingClientRect();
            const seen = box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== "hidden";
            return (
              seen && !element.closest("p, .sr, [data-inline]") && (box.width < 43.5 || box.height < 43.5)
            );
          })
          .map(
            (element) =>
              `${element.ariaLabel ?? element.textContent?.slice(0, 30)} ${element.getBoundingClientRect().width}×${element.getBoundingClientRect().height}`,
          ),
      );
      assert.deepEqual(small, []);
    }
    tab.assertNoErrors();
    await tab.page.context().close();
  });
}

test("a screen reader hears one word at the start, one at the end, and none per token", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await tab.page.evaluate(() => {
    const heard: string[] = [];
    (globalThis as unknown as { heard: string[] }).heard = heard;
    new MutationObserver((records) => {
      for (const record of records) {
        const target = record.target instanceof Element ? record.target : record.target.parentElement;
        const live = target?.closest(
          "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]",
        );
        if (live?.textContent?.trim()) heard.push(live.textContent.trim());
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  await tab.askAndWait("Name three planets.");
  const heard = await tab.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  const different = heard.filter((text, index) => text !== heard[index - 1]);
  assert.equal(different.length, 2, JSON.stringify(different));
  assert.match(different[0] ?? "", /answering/i);
  assert.match(different[1] ?? "", /complete/i);
  await tab.page.context().close();
});

test("everything can be done from the keyboard", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  await tab.page.keyboard.press("Alt+n");
  assert.equal(await tab.composer.evaluate((element) => element === document.activeElement), true);
  await tab.page.keyboard.type("What is the capital of France?");
  await tab.page.keyboard.press("Enter");
  await tab.replies.first().waitFor();
  await tab.settled();
  const regenerate = tab.replies.first().getByRole("button", { name: "More", exact: true });
  await regenerate.focus();
  await tab.page.keyboard.press("Enter");
  await tab.page.getByRole("menuitem", { name: "Regenerate" }).waitFor();
  await tab.page.keyboard.press("Escape");
  assert.equal(await regenerate.evaluate((element) => element === document.activeElement), true);
  await tab.page.context().close();
});

test("the page speaks Chinese to those who read it, and marks the language", async () => {
  const tab = await openTab(stage.browser, { locale: "zh-CN" });
  await tab.page.goto(grok.url);
  await tab.page.getByText("不必惊慌").waitFor();
  assert.match((await tab.page.locator("html").getAttribute("lang")) ?? "", /^zh/);
  await tab.page.context().close();
});

test("the logo switches to fun mode and tells so, and the next reply is recorded as fun", async () => {
  const tab = await openTab(stage.browser);
  await tab.open(grok.url);
  const logo = tab.page.getByRole("button", { name: "Grok", exact: true });
  assert.equal(await logo.getAttribute("aria-pressed"), "false");
  await logo.click();
  assert.equal(await logo.getAttribute("aria-pressed"), "true");
  assert.equal(await tab.page.locator("html").getAttribute("data-mode"), "fun");
  await tab.askAndWait("Who are you?");
  assert.match(await tab.replies.first().innerText(), /Grok/);
  await tab.page.context().close();
});

test("an unknown conversation says so and offers a way on", async () => {
  const tab = await openTab(stage.browser);
  await tab.page.goto(`${grok.url}/c/0199a000-0000-7000-8000-000000000000`);
  await tab.page
    .getByText(/not (here|found)|no such|does not exist/i)
    .first()
    .waitFor();
  await tab.page.context().close();
});
