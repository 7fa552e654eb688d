/** One thing that can be set from outside. */
export interface Setting {
  readonly name:
    | "home"
    | "port"
    | "host"
    | "names"
    | "models"
    | "branch-cache-mb"
    | "log"
    | "password"
    | "opensearch"
    | "authorization"
    | "kafka"
    | "kafkaTls"
    | "kafkaUser"
    | "kafkaPassword"
    | "kafkaSasl";
  readonly env: string;
  /** Null where a command line would show a secret to every user of the machine. */
  readonly flag: string | null;
  readonly default: string;
  readonly meaning: string;
}

/** Everything that can be set, in the order of the documentation, which a test compares with this table. */
export const settingsTable: readonly Setting[] = [
  {
    name: "home",
    env: "GROK_HOME",
    flag: "--home",
    default: "the user's data folder: $XDG_DATA_HOME/grok, else ~/.local/share/grok",
    meaning: "Folder that holds everything: conversations, models, settings.",
  },
  {
    name: "port",
    env: "GROK_PORT",
    flag: "--port",
    default: "4242",
    meaning: "Port to serve on; 0 takes any free one.",
  },
  {
    name: "host",
    env: "GROK_HOST",
    flag: "--host",
    default: "127.0.0.1",
    meaning: "Address to serve on. Any other than this machine's own needs a password.",
  },
  {
    name: "names",
    env: "GROK_NAMES",
    flag: "--names",
    default: "none",
    meaning:
      "Host names under which others reach the server (behind a proxy, say), with commas. Needs a password.",
  },
  {
    name: "models",
    env: "GROK_MODELS",
    flag: "--models",
    default: "models in the home",
    meaning: "Folder of model files; several homes may share one.",
  },
  {
    name: "branch-cache-mb",
    env: "GROK_BRANCH_CACHE_MB",
    flag: "--branch-cache-mb",
    default: "what suits the model, an eighth of the memory for models at most",
    meaning: "Megabytes that each loaded model may keep so that branches are not read again.",
  },
  {
    name: "log",
    env: "GROK_LOG",
    flag: "--log",
    default: "info",
    meaning: "Least level that is logged: debug, info, warn or error.",
  },
  {
    name: "password",
    env: "GROK_PASSWORD",
    flag: null,
    default: "none",
    meaning: "Sets the sign-in password, 8 characters or more. Kept as a hash; needed once only.",
  },
  {
    name: "opensearch",
    env: "GROK_OPENSEARCH_URL",
    flag: null,
    default: "none: posts are kept in the home",
    meaning:
      "Address of an OpenSearch that keeps the posts, name and password in it. Needs GROK_KAFKA_BROKERS.",
  },
  {
    name: "kafka",
    env: "GROK_KAFKA_BROKERS",
    flag: null,
    default: "none",
    meaning: "Kafka brokers in front of OpenSearch, as host:port with commas.",
  },
  {
    name: "authorization",
    env: "GROK_OPENSEARCH_AUTHORIZATION",
    flag: null,
    default: "none",
    meaning: 'What OpenSearch is told instead of a name and password, as in "ApiKey abc" or "Bearer abc".',
  },
  {
    name: "kafkaTls",
    env: "GROK_KAFKA_TLS",
    flag: null,
    default: "off",
    meaning: "on: Kafka is spoken to over TLS. An authority of your own goes into NODE_EXTRA_CA_CERTS.",
  },
  {
    name: "kafkaUser",
    env: "GROK_KAFKA_USER",
    flag: null,
    default: "none",
    meaning: "The name that Kafka knows the server by (SASL). Needs GROK_KAFKA_PASSWORD.",
  },
  {
    name: "kafkaPassword",
    env: "GROK_KAFKA_PASSWORD",
    flag: null,
    default: "none",
    meaning: "The password that goes with it.",
  },
  {
    name: "kafkaSasl",
    env: "GROK_KAFKA_SASL",
    flag: null,
    default: "plain",
    meaning: "How they are told: plain (over TLS only), scram-sha-256 or scram-sha-512.",
  },
];
