/** What Node calls a certificate that it does not accept (OpenSSL's verification results, and a wrong host name). */
const refused =
  /^(CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|ERR_TLS_CERT_ALTNAME)/;

/** Whether `error`, or what caused it, is a certificate that this machine does not trust: asking again changes nothing. */
export function isUntrustedCertificate(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string" && refused.test(at.code)) return true;
  }
  return false;
}
