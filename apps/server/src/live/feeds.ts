import type { FeedRunner, feedModules } from "@grok/feeds";
import { type FeedHealth, type FeedKind, type PostSource, postSources } from "@grok/posts";
import type { SecretFile } from "../home/secret-file.ts";
import type { Log } from "../log/log.ts";
import { ServerError } from "../server-error.ts";
import type { FeedRecord } from "./feed-file.ts";

/** More feeds than anybody reads; each that is on holds a connection. */
const feedsMax = 50;

export type FeedModules = typeof feedModules;

export interface SavedFeed {
  /** "" sets up a new one. */
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly on: boolean;
  /** Secrets among them. What is left out keeps its value; "" takes it away. */
  readonly options: Readonly<Record<string, string>>;
}

/** Feeds that the user set up, kept in a file, and run by the runner. */
export interface Feeds {
  kinds(): readonly FeedKind[];
  /** Those that are set up. */
  list(): readonly FeedRecord[];
  /** Of every feed that is set up, also where it is off. */
  health(id: string): FeedHealth;
  /** Throws `PostsError` "bad-input" for options that cannot be, `ServerError` for unknown ids and kinds. */
  save(feed: SavedFeed): Promise<FeedRecord>;
  /** With its keys, and with how far it was read: now, or as soon as the index can be told. Throws `ServerError` "not-found". */
  remove(id: string): Promise<void>;
  /** Tells the index of feeds that were removed while it could not be told. Never rejects. */
  forgetGone(): Promise<void>;
}

export function createFeeds(parts: {
  readonly file: SecretFile<FeedRecord>;
  readonly modules: FeedModules;
  /** Whether feeds that are on are run at all. */
  readonly listen: boolean;
  /** Opens what feeds write into; asked for only once one is on. */
  readonly runner: () => Promise<FeedRunner>;
  /** The runner, where it is open already. */
  readonly running: () => FeedRunner | null;
  /** Throws where the index cannot be told. */
  readonly forgetCursor: (id: string) => Promise<void>;
  readonly log: Log;
  readonly check: (source: PostSource, options: Readonly<Record<string, string>>) => void;
  readonly now: () => number;
}): Feeds {
  const { file, modules, now, log } = parts;
  const list = () => file.records.filter(({ gone }) => !gone);
  const apply = async () => {
    const anyOn = list().some(({ on }) => on);
    const runner = anyOn && parts.listen ? await parts.runner() : parts.running();
    runner?.apply(list().map((record) => ({ ...record })));
  };
  const forgetGone = async () => {
    for (const { id } of file.records.filter(({ gone }) => gone))
      try {
        await parts.forgetCursor(id);
        file.write(file.records.filter((record) => record.id !== id || !record.gone));
      } catch (error) {
        log("warn", "how far a removed feed was read is forgotten later", { feed: id, error: String(error) });
      }
  };
  const find = (id: string) => {
    const record = list().find((each) => each.id === id);
    if (record === undefined)
      throw new ServerError(
        "not-found",
        `There is no feed "${id.slice(0, 40)}". List the feeds to see their names.`,
      );
    return record;
  };

  return {
    kinds: () => [...modules.values()].map(({ kind }) => kind),
    list,
    forgetGone,
    health(id) {
      const told = parts
        .running()
        ?.health()
        .find((health) => health.id === id);
      return told ?? { ...asleep, id, sinceMs: now() };
    },
    async save(feed) {
      const before = feed.id === "" ? null : find(feed.id);
      const source = before?.source ?? sourceOf(feed.source);
      const module = modules.get(source)!;
      const secretNames = new Set(
        module.kind.fields.filter(({ type }) => type === "secret").map(({ name }) => name),
      );
      const given = Object.entries(feed.options);
      const plain = given.filter(([name]) => !secretNames.has(name));
      const secrets = withoutEmpty({
        ...before?.secrets,
        ...Object.fromEntries(given.filter(([name]) => secretNames.has(name))),
      });
      const options = withoutEmpty({ ...before?.options, ...Object.fromEntries(plain) });
      parts.check(source, { ...options, ...secrets });
      if (before === null && list().length >= feedsMax)
        throw new ServerError(
          "conflict",
          `${feedsMax} feeds are set up, the most there can be. Remove one first.`,
        );
      const title = feed.title.trim().slice(0, 80) || before?.title || module.kind.title;
      const record: FeedRecord = {
        id: before?.id ?? freeId(source, file.records),
        source,
        title,
        on: feed.on,
        options,
        secrets,
        gone: false,
      };
      const others = file.records.filter(({ id }) => id !== record.id);
      file.write(
        before === null
          ? [...others, record]
          : file.records.map((each) => (each.id === record.id ? record : each)),
      );
      await apply();
      return record;
    },
    async remove(id) {
      const { source, title } = find(id);
      const gone: FeedRecord = { id, source, title, on: false, options: {}, secrets: {}, gone: true };
      file.write(file.records.map((each) => (each.id === id ? gone : each)));
      await apply();
      await forgetGone();
    },
  };
}

function sourceOf(name: string): PostSource {
  const source = postSources.find((each) => each === name);
  if (source === undefined)
    throw new ServerError(
      "bad-message",
      `"${name.slice(0, 40)}" is no kind of feed. There are ${postSources.join(", ")}.`,
    );
  return source;
}

/** The source's name, with a number from the second on. Ids of removed feeds are taken again once their cursors are gone. */
function freeId(source: PostSource, records: readonly FeedRecord[]): string {
  const taken = new Set(records.map(({ id }) => id));
  for (let n = 1; ; n++) {
    const id = n === 1 ? source : `${source}-${n}`;
    if (!taken.has(id)) return id;
  }
}

function withoutEmpty(options: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== ""));
}

const asleep: Omit<FeedHealth, "id" | "sinceMs"> = {
  state: "off",
  postsPerMinute: 0,
  posts: 0,
  dropped: 0,
  unreadable: 0,
  errors: 0,
  lagMs: null,
  lastError: "",
  nextAtMs: null,
  spent: null,
};
