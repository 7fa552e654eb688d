/**
 * The text of an XML document, in the encoding that its byte order mark, the Content-Type, or its own declaration
 * names, in this order (RFC 7303, 3); UTF-8 where none is named or known.
 */
export function decodeBody(body: Uint8Array, contentType: string | null): string {
  const named = charsetOf(body, contentType);
  try {
    return new TextDecoder(named).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

function charsetOf(body: Uint8Array, contentType: string | null): string {
  if (body[0] === 0xfe && body[1] === 0xff) return "utf-16be";
  if (body[0] === 0xff && body[1] === 0xfe) return "utf-16le";
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return "utf-8";
  const header = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? "")?.[1];
  if (header !== undefined) return header;
  const start = Buffer.from(body.subarray(0, 200)).toString("latin1");
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1] ?? "utf-8";
}
