/** Where Kafka is, and how it is spoken to. */
export interface KafkaAccess {
  /** Each as "host:port"; some of the cluster are enough. */
  readonly brokers: readonly string[];
  /** Over TLS, trusting whom Node trusts. Default false. */
  readonly tls?: boolean;
  /** Who this is; null or absent where Kafka does not ask. */
  readonly sasl?: {
    readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
    readonly username: string;
    readonly password: string;
  } | null;
}

/** What every client of Kafka here is made with. */
export function kafkaOptions({ brokers, tls = false, sasl }: KafkaAccess) {
  return {
    clientId: "grok",
    bootstrapBrokers: [...brokers],
    ...(tls ? { tls: {}, tlsServerName: true } : {}),
    ...(sasl ? { sasl: { ...sasl } } : {}),
  };
}
