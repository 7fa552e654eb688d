import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { openLiveIndex } from "@grok/live";
import type { LiveIndex } from "@grok/posts";
import { checkLiveIndex } from "@grok/posts/contract";

const home = mkdtempSync(join(tmpdir(), "grok-live-"));
after(() => rmSync(home, { recursive: true, force: true }));

const folders = new Map<LiveIndex, { folder: string; now: (() => number) | undefined }>();
let count = 0;

async function openIn(folder: string, now: (() => number) | undefined): Promise<LiveIndex> {
  const index = await openLiveIndex(folder, now ? { now, readers: 1 } : { readers: 1 });
  folders.set(index, { folder, now });
  return index;
}

checkLiveIndex("the index on this machine", {
  open: (options) => openIn(join(home, String(++count)), options?.now),
  async reopen(index) {
    await index.close();
    const { folder, now } = folders.get(index)!;
    return openIn(folder, now);
  },
});
