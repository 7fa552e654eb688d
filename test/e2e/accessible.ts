import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fails when axe finds anything on the page as it stands. `where`: for the message. `leaveOut`: selectors of what others make. */
export async function assertAccessible(
  page: Page,
  where: string,
  leaveOut: readonly string[] = [],
): Promise<void> {
  // Evaluated from the debugger's side, which the page's content security policy does not bind.
  await page.evaluate(axe);
  const violations = await page.evaluate(async (exclude) => {
    interface Axe {
      run(context: object): Promise<{
        violations: { id: string; impact: string; nodes: { html: string }[] }[];
      }>;
    }
    const { axe } = globalThis as unknown as { axe: Axe };
    const result = await axe.run({ exclude: exclude.map((selector) => [selector]) });
    return result.violations.map(
      (v) => `${v.impact} ${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`,
    );
  }, leaveOut);
  assert.deepEqual(violations, [], where);
}
