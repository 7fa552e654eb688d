/** Addresses that a message may point to: text from a model is data, and an address can be a command. */

const linkSchemes = new Set(["http:", "https:", "mailto:"]);
const imageSchemes = new Set(["http:", "https:"]);
/** Longer ones are shown as text; browsers cut at about this length, too. */
const addressCharsMax = 4096;

/** `address` in the form the browser will use, or `undefined` when it must not become a link. */
export function safeLink(address: string): string | undefined {
  return safeAddress(address, linkSchemes);
}

/** The same for an image that the reader may ask to see. */
export function safeImage(address: string): string | undefined {
  return safeAddress(address, imageSchemes);
}

function safeAddress(address: string, schemes: ReadonlySet<string>): string | undefined {
  if (address.length > addressCharsMax) return undefined;
  // No base: a relative address would point into this application.
  const url = URL.parse(address);
  return url !== null && schemes.has(url.protocol) ? url.href : undefined;
}
