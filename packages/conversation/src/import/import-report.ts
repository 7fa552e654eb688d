import type { Conversation, ConversationId } from "../node.ts";
import { type ForeignFormat, LeftOut } from "./foreign.ts";

/** Problems beyond these are counted in a last line. */
const problemsMax = 100;

export type ImportFormat = "grok" | ForeignFormat;

export interface ImportReport {
  /** Of the first conversation that could be read; null where none could. */
  readonly format: ImportFormat | null;
  /** Conversations that are new. */
  readonly conversations: number;
  /** Nodes that are new; roots do not count. */
  readonly nodes: number;
  /** Conversations and nodes that were there already with the same content. */
  readonly known: number;
  /** Messages and attachments of the file that have no place in a tree of texts. */
  readonly leftOut: number;
  /** Conversations, or whole files, that could not be read at all. */
  readonly unreadable: number;
  /** What was left out and why, one line each, at most 100. */
  readonly problems: readonly string[];
  /** The conversation of the file, new or known, that was written in last. */
  readonly latestId: ConversationId | null;
}

/** Counts what happens to a file. */
export class ImportLog {
  format: ImportFormat | null = null;
  conversations = 0;
  nodes = 0;
  known = 0;
  unreadable = 0;
  readonly leftOut = new LeftOut();
  #latest: Conversation | null = null;
  readonly #problems: string[] = [];
  #more = 0;

  problem(line: string): void {
    if (this.#problems.length < problemsMax) this.#problems.push(line);
    else this.#more++;
  }

  /** To be called for every conversation that is in the store now. */
  stored(conversation: Conversation): void {
    if (this.#latest === null || conversation.updatedAtMs > this.#latest.updatedAtMs)
      this.#latest = conversation;
  }

  report(): ImportReport {
    const { format, conversations, nodes, known, unreadable } = this;
    const leftOut = this.leftOut.total;
    const latestId = this.#latest?.id ?? null;
    return { format, conversations, nodes, known, leftOut, unreadable, problems: this.#lines(), latestId };
  }

  #lines(): readonly string[] {
    const lines = [...this.leftOut.lines(), ...this.#problems];
    const more = this.#more + Math.max(0, lines.length - problemsMax);
    return more === 0 ? lines : [...lines.slice(0, problemsMax - 1), `and ${more + 1} more`];
  }
}
