import type { Post, PostRef, PostSource } from "../post.ts";
import type { TrackedWindow } from "./tracked-window.ts";

const examplesMax = 4;
const formsMax = 8;

/** A term that was said more than usual, and everything that is known of it. */
export class TrackedTerm {
  readonly key: number;
  readonly language: string;
  /** One for each of `trendWindows`. */
  readonly windows: readonly TrackedWindow[];
  /** How it is written, and how often so. */
  readonly #forms = new Map<string, number>();
  /** Newest last, of different authors. */
  #examples: Post[] = [];
  /** In minutes since 1970. */
  readonly sinceMinute: number;
  #posts = 0;
  /** How strong it was when it was looked at last; decides what is forgotten. */
  worth = 0;

  constructor(key: number, language: string, windows: readonly TrackedWindow[], sinceMinute: number) {
    this.key = key;
    this.language = language;
    this.windows = windows;
    this.sinceMinute = sinceMinute;
  }

  add(post: Post, start: number, end: number): void {
    // The first posts tell how it is written and what it is about; of many more, some do.
    if (this.#posts++ > 32 && this.#posts % 8 !== 0) return;
    const form = post.text.slice(start, end);
    const count = this.#forms.get(form);
    if (count !== undefined || this.#forms.size < formsMax) this.#forms.set(form, (count ?? 0) + 1);
    if (this.#examples.some(({ author, text }) => author.id === post.author.id || text === post.text)) return;
    if (this.#examples.length === examplesMax) this.#examples.shift();
    this.#examples.push(post);
  }

  /** The spelling that most use; of equally common ones that with capitals. */
  get form(): string {
    let best = "";
    let most = 0;
    for (const [form, count] of this.#forms)
      if (count > most || (count === most && form < best)) {
        best = form;
        most = count;
      }
    return best;
  }

  examplesSince(atMs: number): Post[] {
    return this.#examples.filter((post) => post.arrivedAtMs >= atMs);
  }

  forget({ source, id }: PostRef): void {
    this.#examples = this.#examples.filter((post) => post.id !== id || post.source !== source);
  }

  forgetAuthor(source: PostSource, authorId: string): void {
    this.#examples = this.#examples.filter((post) => post.author.id !== authorId || post.source !== source);
  }
}
