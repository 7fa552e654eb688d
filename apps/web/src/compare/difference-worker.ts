// Compares two texts beside the page, which goes on meanwhile.

import { textDifference } from "./text-difference.ts";

/** Enough for two replies of ordinary length to be compared word by word on a slow machine. */
const budgetMs = 4_000;

addEventListener("message", ({ data }: MessageEvent<{ before: string; after: string }>) => {
  postMessage(textDifference(data.before, data.after, budgetMs));
});
