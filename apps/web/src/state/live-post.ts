// Posts and what is told of them, as plain data of the page.

export interface LivePost {
  /** Source and id as one text. */
  readonly key: string;
  readonly source: string;
  readonly id: string;
  /** For people: the name, else the handle. */
  readonly author: string;
  readonly handle: string;
  readonly text: string;
  readonly language: string;
  readonly createdAtMs: number;
  /** http or https, or "". */
  readonly url: string;
  /** Others that say the same. */
  readonly others: number;
  readonly spam: readonly string[];
}

export interface LiveTrend {
  readonly term: string;
  readonly query: string;
  readonly authors: number;
  readonly factor: number;
  readonly series: readonly number[];
  /** It is said more than usual right now, not only a while ago. */
  readonly lasts: boolean;
  /** What somebody said of it. */
  readonly example: string;
}

export interface FeedFieldEntry {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly type: string;
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly fallback: string;
}

export interface FeedKindEntry {
  readonly source: string;
  readonly title: string;
  readonly summary: string;
  readonly keyless: boolean;
  readonly local: boolean;
  readonly fields: readonly FeedFieldEntry[];
}

export interface FeedEntry {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly on: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly secretsSet: readonly string[];
  /** off, connecting, live, waiting, retrying, failed, ended. */
  readonly state: string;
  readonly perMinute: number;
  readonly posts: number;
  readonly dropped: number;
  readonly errors: number;
  /** Null before the first post. */
  readonly lagMs: number | null;
  readonly lastError: string;
  /** Null where nothing is waited for. */
  readonly nextAtMs: number | null;
  readonly spent: { readonly usd: number; readonly budgetUsd: number } | null;
}

export interface IndexEntry {
  readonly posts: number;
  readonly bytes: number;
  readonly dropped: number;
  readonly trouble: string;
  /** 0 keeps them. */
  readonly ageMs: number;
  readonly bytesMax: number;
}

export type Fate = "there" | "deleted" | "unknown";

export const postKeyOf = (source: string, id: string): string => `${source} ${id}`;
