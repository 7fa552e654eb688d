import { mapSchemas } from "./map-schemas.ts";

/**
 * A schema in the words of older drafts (4 to 7: lists of `items`, bounds that exclude by `true`) in those of 2020-12.
 * What is none of theirs stays as it is.
 */
export function inWordsOfToday(schema: unknown): unknown {
  return mapSchemas(schema, (each) => closedBounds(tuple(each)));
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
