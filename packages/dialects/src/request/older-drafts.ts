/** What stands below these is data or names, and no keyword of a schema. */
export const data = new Set(["enum", "const", "default", "example", "examples"]);
export const named = new Set(["properties", "patternProperties", "$defs", "definitions"]);

/**
 * A schema in the words of older drafts (4 to 7: lists of `items`, bounds that exclude by `true`) in those of 2020-12.
 * What is none of theirs stays as it is.
 */
export function inWordsOfToday(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(inWordsOfToday);
  if (!isObject(schema)) return schema;
  const today = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      data.has(key) ? value : named.has(key) ? eachOf(value) : inWordsOfToday(value),
    ]),
  );
  return closedBounds(tuple(today));
}

function eachOf(schemas: unknown): unknown {
  if (!isObject(schemas)) return schemas;
  return Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, inWordsOfToday(each)]));
}

function tuple(schema: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(schema.items)) return schema;
  const { items, additionalItems, ...rest } = schema;
  return { ...rest, prefixItems: items, ...(additionalItems !== undefined && { items: additionalItems }) };
}

/** `{ minimum: 1, exclusiveMinimum: true }` of draft 4. */
function closedBounds(schema: Record<string, unknown>): Record<string, unknown> {
  const today = { ...schema };
  for (const [closed, open] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    if (typeof today[open] !== "boolean") continue;
    if (today[open] && today[closed] !== undefined) {
      today[open] = today[closed];
      delete today[closed];
    } else delete today[open];
  }
  return today;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
