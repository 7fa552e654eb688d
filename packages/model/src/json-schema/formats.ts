import { format as validators } from "@cfworker/json-schema";
import { type Pattern, parsePattern } from "./pattern.ts";

const date =
  "[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))";
const hour = "([01][0-9]|2[0-3]):[0-5][0-9]";
const time = `${hour}:[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-]${hour})`;
const octet = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const label = "[A-Za-z0-9]{1,20}(-[A-Za-z0-9]{1,20}){0,2}";
const host = `${label}(\\.${label}){0,3}\\.[A-Za-z]{2,10}`;
const group = "[0-9a-f]{1,4}";
const uuid = (version: string) =>
  `[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`;
const path = "[A-Za-z0-9._~!$&'()*+,;=:@-]";

/**
 * What a model may write for each format: the usual forms, none of which any reader of the format refuses. Validators
 * accept more (see `hasFormat`).
 */
const written: Readonly<Record<string, string>> = {
  date,
  time,
  "date-time": `${date}T${time}`,
  duration:
    "P([0-9]{1,3}W|[0-9]{1,3}D(T[0-9]{1,2}H)?|T([0-9]{1,3}H([0-9]{1,2}M)?|[0-9]{1,3}M([0-9]{1,2}S)?|[0-9]{1,4}S))",
  email: `[A-Za-z0-9_+-]{1,20}(\\.[A-Za-z0-9_+-]{1,20}){0,2}@${host}`,
  hostname: host,
  uuid: uuid("[1-8]"),
  // As pydantic calls those of one version.
  ...Object.fromEntries([1, 3, 4, 5, 6, 7, 8].map((version) => [`uuid${version}`, uuid(`${version}`)])),
  ipv4: `${octet}(\\.${octet}){3}`,
  ipv6: `(${group}:){7}${group}|(${group}:){1,6}:${group}|::(${group})?`,
  uri: `(https?|ftp|[a-z]{2,8})://${host}(:[0-9]{1,4})?(/${path}{0,40}){0,8}(\\?${path}{0,80})?(#${path}{0,40})?`,
};

export const formatNames = Object.keys(written).filter((name) => !/^uuid\d$/.test(name));

/**
 * What some validators write beside a format, in patterns that look ahead (zod's, of several versions): what is written
 * for the format satisfies them.
 */
const looksAhead: Readonly<Record<string, readonly string[]>> = {
  duration: [
    "^P(?:(\\d+W)|(?!.*W)(?=\\d|T\\d)(\\d+Y)?(\\d+M)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+([.,]\\d+)?S)?)?)$",
  ],
  email: [
    "^(?!\\.)(?!.*\\.\\.)([A-Za-z0-9_'+\\-\\.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$",
  ],
  hostname: [
    "^(?=.{1,253}\\.?$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[-0-9a-zA-Z]{0,61}[0-9a-zA-Z])?)*\\.?$",
  ],
};

/**
 * Which of two a text is held to. A pattern says more exactly what its format means, and a format alone is but a remark in
 * JSON Schema.
 */
export function decides(pattern: unknown, format: unknown): "pattern" | "format" {
  if (pattern === undefined) return "format";
  const known = typeof format === "string" && Object.hasOwn(looksAhead, format) ? looksAhead[format] : [];
  return known?.includes(String(pattern)) ? "format" : "pattern";
}

/** The texts of a format that a model may write; undefined for formats that are not known. */
export function formatPattern(name: string): Pattern | undefined {
  return Object.hasOwn(written, name) ? parsePattern(`^(${written[name]})$`) : undefined;
}

export function hasFormat(text: string, name: string): boolean {
  const kind = name.replace(/^uuid\d$/, "uuid");
  if (!Object.hasOwn(validators, kind) || validators[kind]?.(text) !== true) return false;
  return kind === name || text[14] === name.at(-1);
}
