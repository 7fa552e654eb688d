import { createHash } from "node:crypto";
import { indexTextOf, isFacet, type Post, textTokens } from "@grok/posts";

/** The whitespace analyzer cuts tokens of 255 and more characters in two. */
const tokenLengthMax = 200;
/** Of fewer words nothing follows, even where they are equal. */
const equalWordsMin = 3;

/** Names of accounts and domains may be long; their beginning and a hash stand for them. */
export function indexToken(token: string): string {
  if (token.length <= tokenLengthMax) return token;
  return `${token.slice(0, tokenLengthMax - 40).toWellFormed()}${hash(token)}`;
}

/** What the field `words` holds of a post. */
export function wordsOf(post: Post): string {
  const text = indexTextOf(post);
  return text.split(" ").map(indexToken).join(" ");
}

/** Words of its text, without emoji and facets. */
export function countWords(words: string): number {
  let count = 0;
  for (const token of words.split(" ")) if (!isFacet(token)) count++;
  return count;
}

/** The same for posts that say the same word for word; "" where too little is said. */
export function textHash(post: Post): string {
  const words = textTokens(post.text).filter((token) => !token.startsWith("＃") && !token.startsWith("＠"));
  return words.length < equalWordsMin ? "" : hash(words.join(" "));
}

/** Ids of documents are at most 512 bytes, those of posts may be longer. */
export function documentId(key: string): string {
  return hash(key);
}

/** 30 characters: 180 bits of SHA-256. */
function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 30);
}
