import type { RateLimits } from "../api-access.ts";

/** What is left of the budgets, in the headers that OpenAI's clients read. None where there is no limit. */
export function rateLimitHeaders(limits: RateLimits): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const kind of ["requests", "tokens"] as const) {
    const limit = limits[kind];
    if (limit === undefined) continue;
    headers[`x-ratelimit-limit-${kind}`] = `${limit.limit}`;
    headers[`x-ratelimit-remaining-${kind}`] = `${Math.max(0, Math.floor(limit.remaining))}`;
    headers[`x-ratelimit-reset-${kind}`] = durationText(limit.resetMs);
  }
  return headers;
}

/** "350ms", "6s", "1m30s" */
function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.ceil(ms))}ms`;
  const seconds = Math.ceil(ms / 1_000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
