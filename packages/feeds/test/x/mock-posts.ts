import { idAt } from "../../src/x/snowflake.ts";

/** A post in the shape of X API v2. */
export interface MockPost {
  readonly id: string;
  readonly text: string;
  readonly author_id: string;
  readonly created_at: string;
  readonly lang: string;
  readonly edit_history_tweet_ids: readonly string[];
  readonly public_metrics: {
    readonly like_count: number;
    readonly retweet_count: number;
    readonly reply_count: number;
  };
  readonly [field: string]: unknown;
}

/** Written `agoMs` ago; the nth of that moment. */
export function mockPost(
  n: number,
  text: string,
  change: Record<string, unknown> & { agoMs?: number } = {},
): MockPost {
  const { agoMs = 0, ...fields } = change;
  const atMs = Date.now() - agoMs;
  const id = String(BigInt(idAt(atMs)) + BigInt(n));
  return {
    id,
    text,
    author_id: String(700 + (n % 3)),
    created_at: new Date(atMs).toISOString(),
    lang: "en",
    edit_history_tweet_ids: [id],
    public_metrics: { like_count: n, retweet_count: 0, reply_count: 0 },
    ...fields,
  };
}

export function userOf({ author_id }: MockPost): object {
  return { id: author_id, username: `user${author_id}`, name: `User ${author_id}` };
}

/** Words of a rule that are no operators must all be there; enough of the language for tests. */
export function matches(rule: string, { text }: MockPost): boolean {
  const words = rule.split(/\s+/).filter((word) => !/[:-]/.test(word));
  return words.every((word) => text.toLowerCase().includes(word.toLowerCase()));
}
