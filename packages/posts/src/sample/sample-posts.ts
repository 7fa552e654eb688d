// A small made-up world that goes on talking: for trying everything out without a network. Labelled as generated wherever
// it is shown.

import type { FeedEvent } from "../feed-event.ts";
import type { Post } from "../post.ts";
import { Random } from "./random.ts";
import { sampleInjections, sampleReplies, sampleSpam } from "./sample-oddities.ts";
import { samplePerson } from "./sample-people.ts";
import { type SampleStory, sampleStories } from "./sample-stories.ts";
import { type SampleTheme, sampleThemes } from "./sample-themes.ts";

export interface SamplePosts {
  /** What happened since the last call up to then, oldest first; at most 10,000 events, the rest with the next call. */
  next(untilMs: number): FeedEvent[];
}

const peopleCount = 900;
const eventsMax = 10_000;
/** Posts that may still be answered, liked, edited and deleted. */
const recentMax = 400;
/** A story begins so often, and lasts so long. */
const storyEveryMs = 420_000;
const storyMs = 240_000;
/** While it lasts, this share of posts is about it. */
const storyShare = 0.4;

/** The same events for the same options and calls. `perMinute`: posts, on average; default 120. Ids begin with `seed` and the time. */
export function createSamplePosts(options: {
  readonly seed: number;
  readonly nowMs: number;
  readonly perMinute?: number;
}): SamplePosts {
  return new SampleWorld(options.seed, options.nowMs, options.perMinute ?? 120);
}

class SampleWorld implements SamplePosts {
  readonly #random: Random;
  readonly #prefix: string;
  readonly #gapMs: number;
  #atMs: number;
  #made = 0;
  #recent: Post[] = [];
  #story: { readonly story: SampleTheme; readonly endMs: number } | null = null;
  #nextStoryMs: number;
  /** Those that did not happen lately. */
  #untold: SampleStory[] = [];
  readonly #themes: readonly SampleTheme[];

  constructor(seed: number, nowMs: number, perMinute: number) {
    this.#random = new Random(seed);
    this.#prefix = `${seed}-${nowMs.toString(36)}`;
    this.#gapMs = 60_000 / perMinute;
    this.#atMs = nowMs;
    // What is usual must be known before something can be unusual.
    this.#nextStoryMs = nowMs + storyEveryMs / 3;
    this.#themes = sampleThemes.flatMap((theme) => Array<SampleTheme>(theme.weight).fill(theme));
  }

  next(untilMs: number): FeedEvent[] {
    const events: FeedEvent[] = [];
    while (events.length < eventsMax) {
      const atMs = this.#atMs + this.#random.exponential(this.#gapMs);
      if (atMs > untilMs) {
        // Waiting has no memory: what did not happen by then is as likely after it as before.
        this.#atMs = Math.max(this.#atMs, untilMs);
        break;
      }
      this.#atMs = atMs;
      this.#step(events);
    }
    return events;
  }

  #step(events: FeedEvent[]): void {
    this.#turnStory();
    const choice = this.#random.unit();
    const old = this.#recent.length < 10 ? null : this.#random.of(this.#recent);
    if (old === null || choice < 0.74) events.push(this.#say(this.#ordinary()));
    else if (choice < 0.86) events.push(this.#say(this.#reply(old)));
    else if (choice < 0.92) events.push(this.#repost(old));
    else if (choice < 0.95) events.push(this.#say(this.#copy(old)));
    else if (choice < 0.98) events.push(this.#say(this.#spam()));
    else if (choice < 0.983)
      events.push(this.#say({ language: "en", text: this.#random.of(sampleInjections) }));
    else if (choice < 0.991) events.push(this.#edit(old));
    else events.push(this.#delete(old));
    for (let likes = this.#random.below(4); likes > 0; likes--) this.#like(events);
  }

  #turnStory(): void {
    if (this.#story !== null && this.#atMs >= this.#story.endMs) this.#story = null;
    if (this.#atMs < this.#nextStoryMs) return;
    this.#story = { story: this.#begin(), endMs: this.#atMs + storyMs };
    this.#nextStoryMs = this.#atMs + storyEveryMs;
  }

  /** Each kind of story once before one comes again, and then with another name. */
  #begin(): SampleTheme {
    if (this.#untold.length === 0) this.#untold = [...sampleStories];
    const at = this.#random.below(this.#untold.length);
    const [story] = this.#untold.splice(at, 1);
    const { names, language, sentences, slots } = story!;
    const name = names.map((parts) => this.#random.of(parts)).join("");
    return { language, sentences, slots: { ...slots, name: [name] }, weight: 1 };
  }

  #ordinary(): Partial<Post> & { text: string } {
    const { story } = this.#story ?? { story: null };
    const theme = story !== null && this.#random.unit() < storyShare ? story : this.#random.of(this.#themes);
    const sentence = this.#random.of(theme.sentences);
    return {
      language: theme.language,
      text: this.#fill(sentence, theme.slots),
      media: this.#random.unit() < 0.12 ? ["image"] : [],
    };
  }

  #fill(sentence: string, slots: Readonly<Record<string, readonly string[]>>): string {
    return sentence.replace(/\{([^}]+)\}/g, (_, slot: string) => this.#random.of(slots[slot] ?? [slot]));
  }

  #number(): Readonly<Record<string, readonly string[]>> {
    return { n: [String(2 + this.#random.below(98))] };
  }

  #reply(to: Post): Partial<Post> & { text: string } {
    const replies = sampleReplies[to.language];
    const language = replies === undefined ? "en" : to.language;
    const text = this.#fill(this.#random.of(replies ?? sampleReplies.en ?? []), this.#number());
    return { language, text: `@${to.author.handle} ${text}`, replyTo: to.id };
  }

  #repost(of: Post): FeedEvent {
    return { type: "post", post: this.#post({ language: of.language, text: "", repostOf: of.id }) };
  }

  /** The same again as if it were one's own, sometimes with a word before it. */
  #copy(of: Post): Partial<Post> & { text: string } {
    return { language: of.language, text: this.#random.unit() < 0.5 ? of.text : `${of.text} !` };
  }

  #spam(): Partial<Post> & { text: string } {
    const text = this.#fill(this.#random.of(sampleSpam), this.#number());
    return {
      language: "en",
      text,
      links: [`https://shop${this.#random.below(3)}.invalid/${this.#random.below(99)}`],
    };
  }

  #edit(old: Post): FeedEvent {
    const notes: Readonly<Record<string, string>> = {
      en: "(corrected)",
      de: "(korrigiert)",
      ja: "（訂正）",
      zh: "（更正）",
    };
    const text = `${old.text} ${notes[old.language] ?? "*"}`;
    const post = { ...old, text, arrivedAtMs: Math.floor(this.#atMs) };
    this.#recent = this.#recent.map((each) => (each.id === old.id ? post : each));
    return { type: "post", post };
  }

  #delete(old: Post): FeedEvent {
    this.#recent = this.#recent.filter(({ id }) => id !== old.id);
    return { type: "delete", ref: { source: "sample", id: old.id } };
  }

  /** Few posts get most of the likes: those whose number says so. */
  #like(events: FeedEvent[]): void {
    const post = this.#recent[Math.floor(this.#recent.length * this.#random.unit() ** 3)];
    if (post === undefined) return;
    const likes = 1 + Math.min(20, this.#random.pareto(1.2));
    const add = this.#random.unit() < 0.8 ? { likes } : { replies: 1 };
    events.push({ type: "engagement", ref: { source: "sample", id: post.id }, add });
  }

  #say(what: Partial<Post> & { text: string }): FeedEvent {
    const post = this.#post(what);
    if (this.#recent.length >= recentMax) this.#recent.splice(this.#random.below(recentMax), 1);
    this.#recent.push(post);
    return { type: "post", post };
  }

  #post(what: Partial<Post> & { text: string }): Post {
    const atMs = Math.floor(this.#atMs);
    return {
      source: "sample",
      id: `${this.#prefix}-${this.#made++}`,
      author: samplePerson(Math.floor(peopleCount * this.#random.unit() ** 2)),
      createdAtMs: atMs,
      arrivedAtMs: atMs,
      language: "",
      url: "",
      replyTo: "",
      repostOf: "",
      media: [],
      links: [],
      engagement: { likes: 0, reposts: 0, replies: 0 },
      ...what,
    };
  }
}
