import { ServerError } from "../server-error.ts";

/** Where posts are kept that one machine cannot hold. */
export interface ScaleOut {
  /** http or https, without a name and password. */
  readonly node: string;
  readonly auth: { readonly username: string; readonly password: string } | null;
  /** The whole value of the header Authorization, instead of a name and password. */
  readonly authorization: string | null;
  readonly kafka: {
    readonly brokers: readonly string[];
    readonly tls: boolean;
    readonly sasl: {
      readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
      readonly username: string;
      readonly password: string;
    } | null;
  };
}

interface Given {
  readonly opensearch?: string | undefined;
  readonly authorization?: string | undefined;
  readonly kafka?: readonly string[] | undefined;
  readonly kafkaTls: "on" | "off";
  readonly kafkaSasl: "plain" | "scram-sha-256" | "scram-sha-512";
  readonly kafkaUser?: string | undefined;
  readonly kafkaPassword?: string | undefined;
}

/** Null where neither OpenSearch nor Kafka is named. Throws `ServerError` "bad-config" for settings that do not go together. */
export function scaleOutOf(given: Given): ScaleOut | null {
  const { opensearch, authorization, kafka } = given;
  if (opensearch === undefined && kafka === undefined) return null;
  if (opensearch === undefined || kafka === undefined)
    throw bad(
      `${opensearch === undefined ? "GROK_OPENSEARCH_URL" : "GROK_KAFKA_BROKERS"} is missing: posts go to OpenSearch through Kafka, so both are needed, or neither.`,
    );
  const url = new URL(opensearch);
  const auth =
    url.username === ""
      ? null
      : { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  if (auth !== null && authorization !== undefined)
    throw bad(
      "GROK_OPENSEARCH_URL holds a name and password, and GROK_OPENSEARCH_AUTHORIZATION is set, too. Take one of them away.",
    );
  url.username = "";
  url.password = "";
  return {
    node: url.href.replace(/\/$/, ""),
    auth,
    authorization: authorization ?? null,
    kafka: { brokers: kafka, tls: given.kafkaTls === "on", sasl: saslOf(given) },
  };
}

function saslOf({ kafkaUser, kafkaPassword, kafkaSasl, kafkaTls }: Given): ScaleOut["kafka"]["sasl"] {
  if (kafkaUser === undefined && kafkaPassword === undefined) return null;
  if (kafkaUser === undefined || kafkaPassword === undefined)
    throw bad(
      `${kafkaUser === undefined ? "GROK_KAFKA_USER" : "GROK_KAFKA_PASSWORD"} is missing: Kafka is told both, or neither.`,
    );
  if (kafkaSasl === "plain" && kafkaTls === "off")
    throw bad(
      "GROK_KAFKA_PASSWORD would go over the network for anybody to read. Set GROK_KAFKA_TLS=on, or GROK_KAFKA_SASL to scram-sha-256 or scram-sha-512.",
    );
  const mechanism = kafkaSasl.toUpperCase() as "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
  return { mechanism, username: kafkaUser, password: kafkaPassword };
}

function bad(message: string): ServerError {
  return new ServerError("bad-config", message);
}
