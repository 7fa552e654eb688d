import type { Post, PostHit } from "@grok/protocol";
import type { Connection } from "../../connection.ts";
import { bold, plain, quiet } from "../../terminal.ts";
import { ago, durationMs } from "./moments.ts";

export interface SearchOptions {
  readonly top: boolean;
  readonly limit: string;
  readonly since: string;
  readonly language: string;
  readonly source: string;
  readonly json: boolean;
}

/** `grok live search`: posts to standard output, what is to be known about the answer to standard error. */
export async function searchPosts({ live }: Connection, text: string, options: SearchOptions): Promise<void> {
  const nowMs = Date.now();
  const answer = await live.searchPosts({ query: queryOf(text, options, nowMs) });
  for (const hit of answer.hits) print(hit, options.json, nowMs);
  if (options.json) return;
  const looked = `looked back to ${new Date(Number(answer.searchedBackToMs)).toLocaleString()}${answer.complete ? "" : ", not further for want of time"}`;
  const some = answer.relaxed ? "no post has all of these words; these have some" : "";
  const count =
    answer.hits.length === 0
      ? "Nothing found"
      : `${answer.matchedIsExact ? "" : "at least "}${answer.matched} match`;
  console.error(quiet(`${[count, some, looked].filter(Boolean).join("; ")}.`));
}

/** `grok live watch`: posts that match, as they arrive, until Ctrl+C. */
export async function watchPosts(
  { live }: Connection,
  text: string,
  options: { json: boolean },
): Promise<void> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once("SIGINT", stop);
  try {
    for await (const news of live.watchPosts({ query: { text } }, { signal: abort.signal })) {
      for (const hit of news.hits) print(hit, options.json, Number(news.asOfMs));
      if (news.skipped > 0) console.error(quiet(`${news.skipped} more came at once and are left out.`));
    }
  } catch (error) {
    if (!abort.signal.aborted) throw error;
  } finally {
    process.off("SIGINT", stop);
  }
}

/** `grok live trends`: what is said more than usual, with a post that explains it. */
export async function showTrends(
  { live }: Connection,
  options: { window: string; language: string; limit: string; json: boolean },
): Promise<void> {
  const { trends } = await live.listTrends({
    windowMs: BigInt(durationMs(options.window)),
    language: options.language,
    limit: Number(options.limit),
  });
  if (trends.length === 0 && !options.json) return console.log("Nothing is said more than usual.");
  for (const trend of trends) {
    if (options.json) {
      const { $typeName: _, examples, ...rest } = trend;
      console.log(JSON.stringify({ ...rest, examples: examples.map(recordOf) }, numbers));
      continue;
    }
    console.log(
      plain(
        `×${trend.factor.toFixed(1).padEnd(6)} ${bold(trend.term)}  ${trend.authors} people, ${trend.posts} posts`,
      ),
    );
    const example = trend.examples[0];
    if (example !== undefined)
      console.log(quiet(plain(`        @${example.handle}: ${oneLine(example.text)}`), process.stdout));
  }
}

function queryOf(text: string, options: SearchOptions, nowMs: number) {
  return {
    text,
    top: options.top,
    limit: Number(options.limit),
    language: options.language,
    source: options.source,
    sinceMs: options.since === "" ? 0n : BigInt(nowMs - durationMs(options.since)),
  };
}

function print({ post, copies }: PostHit, json: boolean, nowMs: number): void {
  if (post === undefined) return;
  if (json) {
    console.log(JSON.stringify(recordOf(post), numbers));
    return;
  }
  const more = copies > 1 ? `, ${copies - 1} more say the same` : "";
  const who = post.name === "" ? `@${post.handle}` : `${post.name} @${post.handle}`;
  console.log(
    `${bold(plain(who))}${quiet(plain(`  ${post.source}, ${ago(Number(post.createdAtMs), nowMs)}${more}`), process.stdout)}`,
  );
  console.log(plain(post.text));
  console.log(post.url === "" ? "" : `${quiet(plain(post.url), process.stdout)}\n`);
}

function recordOf({ $typeName: _, ...post }: Post) {
  return post;
}

/** Counts and times of the wire are bigints. */
function numbers(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
