import assert from "node:assert/strict";
import { test } from "node:test";
import { isUntrustedCertificate } from "./untrusted-certificate.ts";

const failed = (code: string) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });

test("a certificate that is not trusted is told from a line that broke", () => {
  for (const code of [
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "CERT_HAS_EXPIRED",
    "ERR_TLS_CERT_ALTNAME_INVALID",
  ])
    assert.equal(isUntrustedCertificate(failed(code)), true, code);
  for (const code of ["ECONNRESET", "ENOTFOUND", "UND_ERR_SOCKET"])
    assert.equal(isUntrustedCertificate(failed(code)), false, code);
  assert.equal(isUntrustedCertificate("CERT_HAS_EXPIRED"), false);
});

test("a chain of causes that bites its own tail ends", () => {
  const error = new Error("round");
  error.cause = error;
  assert.equal(isUntrustedCertificate(error), false);
});
