import { PostsError, type PostsErrorCode } from "@grok/posts";
import { type Client, errors } from "@opensearch-project/opensearch";
import { AuthenticationError } from "@platformatic/kafka";

/** Runs a request to OpenSearch; what goes wrong becomes a `PostsError`, with the client's error as its cause. */
export async function ask<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw postsErrorOf(error);
  }
}

/**
 * Searches `index`. The client's own types of bodies leave out parts of what OpenSearch takes, so bodies are plain here,
 * and answers are read by schemas.
 */
export async function find(client: Client, index: string, body: Record<string, unknown>) {
  return (await ask(() => client.search({ index, body }))).body;
}

export function postsErrorOf(error: unknown): PostsError {
  if (error instanceof PostsError) return error;
  if (error instanceof errors.ResponseError) {
    const code = codeOf(error);
    return new PostsError(code, messages[code] ?? `OpenSearch answered with status ${error.statusCode}`, {
      cause: error,
    });
  }
  if (isRefusedByKafka(error))
    return new PostsError(
      "refused",
      "Kafka refuses the name and password; check GROK_KAFKA_USER and GROK_KAFKA_SASL",
      {
        cause: error,
      },
    );
  return new PostsError("unreachable", "OpenSearch or Kafka cannot be reached; posts wait until they can", {
    cause: error,
  });
}

/** The client wraps what went wrong with each broker, some times over. */
function isRefusedByKafka(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && error.code === AuthenticationError.code) return true;
  const within = error instanceof AggregateError ? error.errors : [error.cause];
  return within.some(isRefusedByKafka);
}

const messages: Partial<Record<PostsErrorCode, string>> = {
  refused:
    "OpenSearch refuses the name and password, or the key; check GROK_OPENSEARCH_URL, or GROK_OPENSEARCH_AUTHORIZATION, and what the user may do",
  busy: "OpenSearch has more to do than it can; try again in a while",
  "storage-full": "OpenSearch has no room for more posts; make room, or lower the retention",
};

function codeOf({ statusCode, message }: errors.ResponseError): PostsErrorCode {
  if (message.includes("cluster_block_exception") || message.includes("disk usage exceeded"))
    return "storage-full";
  if (statusCode === 401 || statusCode === 403) return "refused";
  if (statusCode === 429 || statusCode === 503) return "busy";
  return "storage-broken";
}
