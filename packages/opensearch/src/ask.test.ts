import assert from "node:assert/strict";
import { test } from "node:test";
import { AuthenticationError, MultipleErrors, NetworkError } from "@platformatic/kafka";
import { postsErrorOf } from "./ask.ts";

test("a name that Kafka refuses is told as refused, however deep it lies, and anything else as unreachable", () => {
  const refused = new AuthenticationError("SASL authentication failed.");
  const wrapped = new MultipleErrors("Cannot connect to any broker.", [
    new NetworkError("a is away"),
    new NetworkError("b closed the connection", { cause: refused }),
  ]);
  for (const error of [refused, wrapped]) assert.equal(postsErrorOf(error).code, "refused");
  const away = new MultipleErrors("Cannot connect to any broker.", [new NetworkError("a is away")]);
  assert.equal(postsErrorOf(away).code, "unreachable");
});
