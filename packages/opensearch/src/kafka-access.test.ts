import assert from "node:assert/strict";
import { test } from "node:test";
import { Admin } from "@platformatic/kafka";
import { kafkaOptions } from "./kafka-access.ts";

test("Kafka is told who this is, and over TLS where that is wanted; the client takes both", async () => {
  const plain = kafkaOptions({ brokers: ["a.example:9092"] });
  assert.deepEqual(plain, { clientId: "grok", bootstrapBrokers: ["a.example:9092"] });
  const sasl = { mechanism: "SCRAM-SHA-512", username: "grok", password: "secret" } as const;
  const told = kafkaOptions({ brokers: ["a.example:9093"], tls: true, sasl });
  assert.deepEqual(told, {
    ...plain,
    bootstrapBrokers: ["a.example:9093"],
    tls: {},
    tlsServerName: true,
    sasl,
  });
  // It checks its options, and asks nobody before it is used.
  await new Admin({ ...told, strict: true }).close();
});
