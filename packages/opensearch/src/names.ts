import { PostsError } from "@grok/posts";

/** What belongs to one installation, in OpenSearch and in Kafka. */
export interface Names {
  /** Data stream of the posts. */
  readonly posts: string;
  /** Index of what was deleted, and of reposts that were counted. */
  readonly gone: string;
  /** Index of cursors, retention and the topic that is in use. */
  readonly state: string;
  /** Topic of what feeds told. */
  readonly events: string;
  /** Topic by which processes tell each other what they have indexed. */
  readonly news: string;
  /** Group of the processes that share the indexing. */
  readonly indexers: string;
}

/** Throws `PostsError` "bad-input" for a prefix that OpenSearch or Kafka would refuse. */
export function namesOf(prefix: string): Names {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(prefix))
    throw new PostsError(
      "bad-input",
      `"${prefix}" cannot begin the names of indices; take lower-case letters, digits and "-", 63 at most`,
    );
  return {
    posts: `${prefix}-posts`,
    gone: `${prefix}-gone`,
    state: `${prefix}-state`,
    events: `${prefix}-events`,
    news: `${prefix}-news`,
    indexers: `${prefix}-indexers`,
  };
}
