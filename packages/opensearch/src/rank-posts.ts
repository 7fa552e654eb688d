import {
  countTerm,
  idf,
  type ParsedPostQuery,
  type PostHit,
  type PostQuery,
  postTokens,
  scorePost,
} from "@grok/posts";
import type { Client } from "@opensearch-project/opensearch";
import { type Copies, copiesOf } from "./copies.ts";
import type { PostDocument } from "./post-document.ts";

export interface RankContext {
  readonly client: Client;
  readonly index: string;
  readonly arrivedSinceMs: number | null;
  readonly nowMs: number;
  /** Of the whole index, and of them how many hold each word of the query. */
  readonly posts: number;
  readonly words: readonly number[];
}

const alone: Copies = { copies: 1, copyAuthors: 1 };

/**
 * The first `limit` of `documents`, scored by posts' own formula and, for "top", in its order. Copies are counted for
 * three times as many as are shown: how often a thing was said moves a post up a little, never from far below.
 */
export async function rankPosts(
  documents: readonly PostDocument[],
  query: ParsedPostQuery,
  context: RankContext,
  order: PostQuery["order"],
  limit: number,
): Promise<PostHit[]> {
  const score = scorer(query, context);
  let near = documents.slice(0, limit);
  if (order === "top")
    near = documents
      .map((document) => ({ document, score: score(document, alone) }))
      .sort((a, b) => b.score - a.score || b.document.order - a.document.order)
      .slice(0, 3 * limit)
      .map(({ document }) => document);
  const { client, index, arrivedSinceMs } = context;
  const copies = await copiesOf(
    client,
    index,
    near.map(({ said }) => said),
    arrivedSinceMs,
  );
  const hits = near.map((document) => {
    const counted = copies.get(document.said) ?? alone;
    const { post, spam } = document;
    return { order: document.order, hit: { post, spam, ...counted, score: score(document, counted) } };
  });
  if (order === "top") hits.sort((a, b) => b.hit.score - a.hit.score || b.order - a.order);
  return hits.slice(0, limit).map(({ hit }) => hit);
}

function scorer(query: ParsedPostQuery, { posts, words, nowMs }: RankContext) {
  const terms = query.words.flat();
  const idfs = words.map((holding) => idf(posts, holding));
  return ({ post, quality, wordCount }: PostDocument, { copyAuthors }: Copies): number => {
    const tokens = postTokens(post);
    return scorePost(idfs, {
      counts: terms.map((term) => countTerm(tokens, term)),
      tokens: wordCount,
      ageMs: nowMs - post.createdAtMs,
      likes: post.engagement.likes,
      reposts: post.engagement.reposts,
      quality,
      copyAuthors,
    });
  };
}
