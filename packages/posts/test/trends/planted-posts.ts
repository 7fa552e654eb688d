import type { Post } from "@grok/posts";
import { Random } from "../../src/sample/random.ts";
import { ZipfDraw } from "../load-words.ts";
import { samplePost } from "../sample-post.ts";

export const minuteMs = 60_000;
export const startMs = Date.UTC(2026, 8, 1);

/** Talk in which nothing happens: words by Zipf's law, each author seldom twice. */
export class Talk {
  readonly posts: Post[] = [];
  readonly #random: Random;
  readonly #draw = new ZipfDraw(20_000);

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** Ten words that anybody may say. */
  words(): string {
    return Array.from({ length: 10 }, () => `w${this.#draw.draw(this.#random).toString(36)}q`).join(" ");
  }

  say(atMs: number, text: string, change: Parameters<typeof samplePost>[0] = {}): void {
    this.posts.push(
      samplePost({
        id: `t${this.posts.length}`,
        handle: `p${this.#random.below(50_000)}`,
        text,
        createdAtMs: atMs,
        arrivedAtMs: atMs,
        ...change,
      }),
    );
  }

  /** `perMinute(minute)` posts in each minute, at times drawn evenly. */
  fill(minutes: number, perMinute: (minute: number) => number, text: () => string, change = {}): void {
    for (let minute = 0; minute < minutes; minute++) {
      const count = perMinute(minute);
      const whole = Math.floor(count) + (this.#random.unit() < count % 1 ? 1 : 0);
      for (let at = 0; at < whole; at++)
        this.say(startMs + Math.floor((minute + this.#random.unit()) * minuteMs), text(), change);
    }
  }

  /** Of all that was said, in the order of time. */
  get inOrder(): Post[] {
    return this.posts.toSorted((a, b) => a.arrivedAtMs - b.arrivedAtMs);
  }
}
