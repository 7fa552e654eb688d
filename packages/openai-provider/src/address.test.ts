import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { parseAddress } from "./address.ts";

const bases: [typed: string, base: string][] = [
  ["http://127.0.0.1:8000", "http://127.0.0.1:8000/v1"],
  ["http://127.0.0.1:8000/", "http://127.0.0.1:8000/v1"],
  ["http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"],
  [" http://127.0.0.1:8000/v1// ", "http://127.0.0.1:8000/v1"],
  ["http://[::1]:11434/v1/chat/completions", "http://[::1]:11434/v1"],
  ["https://gateway.example/openai", "https://gateway.example/openai/v1"],
  ["https://models.example/api/paas/v4/", "https://models.example/api/paas/v4"],
  ["https://models.example/v1beta/openai/", "https://models.example/v1beta/openai"],
  ["https://models.example/v1/accounts/me", "https://models.example/v1/accounts/me"],
];
for (const [typed, base] of bases)
  test(`the address ${typed} is ${base}`, () => assert.equal(parseAddress(typed, undefined).base, base));

for (const typed of [
  "",
  "localhost:8000",
  "127.0.0.1",
  "file:///etc/passwd",
  "ftp://models.example",
  "javascript:alert(1)",
  "http://user:secret-word@models.example",
  "http://models.example/v1?key=secret-word",
  "http://models.example/v1#secret-word",
])
  test(`${JSON.stringify(typed)} is refused without being quoted back`, () => {
    assert.throws(
      () => parseAddress(typed, undefined),
      (error: Error) => {
        assert.equal((error as Error & { code: string }).code, "bad-request");
        assert.ok(!inspect(error).includes("secret-word"));
        return true;
      },
    );
  });

test("the key goes into the header and cannot be seen in the address", () => {
  const address = parseAddress("http://models.example", " sk-key-1 ");
  assert.deepEqual(address.headers(), { authorization: "Bearer sk-key-1" });
  assert.ok(!inspect(address, { depth: 9, showHidden: true }).includes("sk-key-1"));
  assert.equal(address.redact("no sk-key-1, no sk-key-1"), "no [key], no [key]");
});

test("without a key, or with an empty one, no header is sent", () => {
  assert.deepEqual(parseAddress("http://models.example", undefined).headers(), {});
  assert.deepEqual(parseAddress("http://models.example", " ").headers(), {});
});

for (const key of ["sk-a\nb", "sk-a b", "sk-é"])
  test(`a key that no header can hold is refused without being shown: ${JSON.stringify(key)}`, () => {
    assert.throws(
      () => parseAddress("http://models.example", key),
      (error: Error) => {
        assert.ok(!inspect(error).includes(key) && !error.message.includes("sk-"));
        return true;
      },
    );
  });
