// One shard is one file: the posts of a stretch of time, and the words they can be found by. It grows until it is sealed,
// and goes as a whole. Rows are numbered from 1 in order of arrival; FTS5 holds words alone, under the same numbers.
// Pages of 16 KiB were fastest of all settings that were measured (docs/benchmarks.md).

import type { Post, PostMedia, PostSource } from "@grok/posts";
import { postSources } from "@grok/posts";
import type { Database } from "./database.ts";

/** What holds for a connection that writes. */
export const shardSettings = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
`;

/** Changes with the schema: a shard of another format cannot be read. */
export const shardFormat = 1;

export const shardSchema = `
PRAGMA user_version = ${shardFormat};
CREATE TABLE post (
  row INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  id TEXT NOT NULL,
  author_id TEXT NOT NULL,
  handle TEXT NOT NULL,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  arrived_at INTEGER NOT NULL,
  language TEXT NOT NULL,
  url TEXT NOT NULL,
  reply_to TEXT NOT NULL,
  media INTEGER NOT NULL,
  links TEXT NOT NULL,
  likes INTEGER NOT NULL,
  reposts INTEGER NOT NULL,
  replies INTEGER NOT NULL,
  words INTEGER NOT NULL,
  quality REAL NOT NULL,
  spam TEXT NOT NULL,
  said INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  copy_authors INTEGER NOT NULL
) STRICT;
CREATE TABLE repost (source INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (source, id)) STRICT, WITHOUT ROWID;
-- Rows that were ever given out, and posts that are there.
CREATE TABLE tally (rows INTEGER NOT NULL, posts INTEGER NOT NULL) STRICT;
INSERT INTO tally VALUES (0, 0);
-- Of a sealed shard: pairs of a hash of source and id, and the row, each four bytes.
CREATE TABLE key_bucket (bucket INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
-- What would else be read from every row at the start, of the rows up to one; at most one such. Keys are a filter
-- once it is sealed, and all of them before.
CREATE TABLE summary (rows INTEGER NOT NULL, sealed INTEGER NOT NULL, keys BLOB NOT NULL, facts BLOB NOT NULL) STRICT;
CREATE VIRTUAL TABLE post_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');
INSERT INTO post_words (post_words, rank) VALUES ('pgsz', 16000);
INSERT INTO post_words (post_words, rank) VALUES ('automerge', 0);
-- Pieces that are merged at once: with the usual 4 each word is written over and over half as often again.
INSERT INTO post_words (post_words, rank) VALUES ('usermerge', 8);
`;

/** A row as the statements of this package read it. */
export interface PostRow {
  readonly row: number;
  readonly source: number;
  readonly id: string;
  readonly author_id: string;
  readonly handle: string;
  readonly name: string;
  readonly text: string;
  readonly created_at: number;
  readonly arrived_at: number;
  readonly language: string;
  readonly url: string;
  readonly reply_to: string;
  readonly media: number;
  readonly links: string;
  readonly likes: number;
  readonly reposts: number;
  readonly replies: number;
  /** Of the text, without facets. */
  readonly words: number;
  readonly quality: number;
  readonly spam: string;
  /** Shard and row of the first post that said the same, as one number; 0 where that is this one. */
  readonly said: number;
  readonly copies: number;
  readonly copy_authors: number;
}

const mediaBits: readonly PostMedia[] = ["image", "video", "audio"];

export const sourceNumber = (source: PostSource) => postSources.indexOf(source);

export function postOf(row: PostRow): Post {
  return {
    source: postSources[row.source] ?? "push",
    id: row.id,
    author: { id: row.author_id, handle: row.handle || row.author_id, name: row.name },
    text: row.text,
    createdAtMs: row.created_at,
    arrivedAtMs: row.arrived_at,
    language: row.language,
    url: row.url,
    replyTo: row.reply_to,
    repostOf: "",
    media: mediaBits.filter((_, bit) => (row.media >> bit) & 1),
    links: row.links === "" ? [] : row.links.split("\n"),
    engagement: { likes: row.likes, reposts: row.reposts, replies: row.replies },
  };
}

/** What the intake made of a post. */
export interface TakenFacts {
  readonly words: number;
  readonly quality: number;
  readonly spam: readonly string[];
  readonly said: number;
}

/** `tokens`: everything that it can be found by, with spaces between. */
export function insertPost(
  database: Database,
  row: number,
  post: Post,
  facts: TakenFacts,
  tokens: string,
): void {
  const { author, engagement } = post;
  database.run(
    "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1)",
    row,
    sourceNumber(post.source),
    post.id,
    author.id,
    // Where the source tells no handle, it is the id, which need not stand there twice.
    author.handle === author.id ? "" : author.handle,
    author.name,
    post.text,
    post.createdAtMs,
    post.arrivedAtMs,
    post.language,
    post.url,
    post.replyTo,
    post.media.reduce((bits, media) => bits | (1 << mediaBits.indexOf(media)), 0),
    post.links.join("\n"),
    engagement.likes,
    engagement.reposts,
    engagement.replies,
    facts.words,
    facts.quality,
    facts.spam.join(" "),
    facts.said,
  );
  database.run("INSERT INTO post_words (rowid, words) VALUES (?, ?)", row, tokens);
}

export function deleteRow(database: Database, row: number): void {
  database.run("DELETE FROM post WHERE row = ?", row);
  database.run("DELETE FROM post_words WHERE rowid = ?", row);
}
