import { type FeedNews, PostsError } from "@grok/posts";
import { z } from "zod";
import type { FeedState } from "../feed-module.ts";

/**
 * Thousandths of a dollar for everything that an answer holds, says the page "Pricing" of X (read in October 2026).
 * Whether users that come along with posts count is not said in so many words; they are counted.
 */
export const mills = { post: 5, user: 10 } as const;

/** What has been delivered, by id; "" is one without. */
export interface Delivered {
  readonly posts: readonly string[];
  readonly users: readonly string[];
}

const key = "spent";
const kept = z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), mills: z.int().min(0) });
/** Ids of a day to know again; where there are more, some are counted twice rather than not at all. */
const seenMax = 300_000;

/**
 * Counts what X charges, per calendar month in UTC: each distinct post and user once a UTC day.
 *
 * What is written down is never less than what was spent, also after a crash: before something is asked for, as much
 * as it can cost is written down as spent, and put right later.
 */
export class SpendingMeter {
  readonly #state: FeedState;
  readonly #budget: number;
  readonly #now: () => number;
  #tell: (news: FeedNews) => void = () => {};
  #month = "";
  #spent = 0;
  #written = 0;
  #day = "";
  #seen = new Set<string>();

  constructor(options: {
    readonly state: FeedState;
    readonly budgetUsd: number;
    readonly now: () => number;
  }) {
    this.#state = options.state;
    this.#budget = Math.floor(options.budgetUsd * 1_000);
    this.#now = options.now;
  }

  /**
   * Has to come first, and again with each reading; `tell` hears what is spent from then on. Throws "bad-input" where
   * what was written down cannot be read: nobody knows what was spent then.
   */
  async open(tell: (news: FeedNews) => void): Promise<void> {
    this.#tell = tell;
    const text = this.#month === "" ? await this.#state.get(key) : null;
    if (text !== null) {
      const parsed = kept.safeParse(parse(text));
      if (!parsed.success)
        throw new PostsError(
          "bad-input",
          "What this feed has spent cannot be read any more. Look it up at console.x.com, then remove the feed and set it up with what is left as its budget.",
        );
      this.#month = parsed.data.month;
      this.#spent = parsed.data.mills;
      this.#written = this.#spent;
    }
    this.#turn();
    this.#report();
  }

  /** Thousandths of a dollar. */
  get left(): number {
    this.#turn();
    return Math.max(0, this.#budget - this.#spent);
  }

  /** Makes sure that `cost` can still be spent, and that it is written down. Throws "budget" where it cannot. */
  async reserve(cost: number): Promise<void> {
    if (cost > this.left)
      throw new PostsError(
        "budget",
        `$${usd(this.#spent)} of this month's $${usd(this.#budget)} for X are spent, and what comes next may cost $${usd(cost)}. It goes on next month, or with a larger budget.`,
      );
    if (this.#written >= this.#spent + cost) return;
    // Some more than asked for, so that a busy stream does not write with every post.
    await this.#write(Math.min(this.#budget, this.#spent + 4 * cost));
  }

  async charge({ posts, users }: Delivered): Promise<void> {
    this.#turn();
    const before = this.#spent;
    for (const id of posts) this.#count("post", id);
    for (const id of users) this.#count("user", id);
    if (this.#spent === before) return;
    this.#report();
    if (this.#spent > this.#written) await this.#write(this.#spent);
  }

  /** Puts right what was written down beforehand. */
  async settle(): Promise<void> {
    if (this.#written !== this.#spent) await this.#write(this.#spent);
  }

  #count(kind: "post" | "user", id: string): void {
    if (this.#seen.has(`${kind}${id}`)) return;
    if (this.#seen.size >= seenMax) this.#seen.clear();
    if (id !== "") this.#seen.add(`${kind}${id}`);
    this.#spent += mills[kind];
  }

  /** A clock that steps back opens no month again. */
  #turn(): void {
    const today = new Date(this.#now()).toISOString().slice(0, 10);
    if (today > this.#day) {
      this.#day = today;
      this.#seen.clear();
    }
    const month = this.#day.slice(0, 7);
    if (month <= this.#month) return;
    this.#month = month;
    this.#spent = 0;
    this.#written = 0;
  }

  async #write(amount: number): Promise<void> {
    this.#written = amount;
    await this.#state.set(key, JSON.stringify({ month: this.#month, mills: amount }));
  }

  #report(): void {
    this.#tell({ type: "spent", usd: this.#spent / 1_000, budgetUsd: this.#budget / 1_000 });
  }
}

/** From now to the first of the next month in UTC. */
export function untilNextMonthMs(nowMs: number): number {
  const now = new Date(nowMs);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) - nowMs;
}

function usd(amount: number): string {
  return (amount / 1_000).toFixed(2);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
