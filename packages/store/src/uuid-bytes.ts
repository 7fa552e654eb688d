import { isUuidV7 } from "@grok/conversation";

const none = new Uint8Array(0);

/** The 16 bytes of a UUIDv7; no bytes, which no row has, for any other text. */
export function uuidBytes(id: string): Uint8Array {
  return isUuidV7(id) ? Buffer.from(id.replaceAll("-", ""), "hex") : none;
}

/** Lower-case text of 16 bytes. */
export function uuidText(bytes: Uint8Array): string {
  return hexToUuid(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex"));
}

/** `hex`: 32 digits. */
export function hexToUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `hex`: 32 digits, or none, as SQLite's hex() gives for null. */
export function hexToUuidOrNull(hex: string): string | null {
  return hex === "" ? null : hexToUuid(hex);
}
