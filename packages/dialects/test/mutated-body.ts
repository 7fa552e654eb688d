import fc from "fast-check";

/** Values that are wrong in most places, and some that are nearly right. */
const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    0,
    -1,
    1.5,
    1e308,
    true,
    [],
    {},
    [[]],
    "\ud800",
    "__proto__",
    "x".repeat(5_000),
  ),
  fc.constantFrom<unknown>(
    "auto",
    "required",
    "function",
    "json_object",
    { type: "function" },
    { type: "x_search" },
    { $ref: "#" },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

const keys = [
  "role",
  "content",
  "type",
  "name",
  "text",
  "parameters",
  "schema",
  "id",
  "arguments",
  "tool_calls",
  "$ref",
  "anyOf",
  "items",
];

/** `body` with some of its places changed, taken away, doubled or added to. */
export function mutatedBody(body: object): fc.Arbitrary<unknown> {
  const change = fc.record({
    place: fc.nat(),
    what: fc.constantFrom("replace", "remove", "repeat", "add"),
    value: oddValue,
    key: fc.constantFrom(...keys),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const copy = structuredClone(body) as Record<string, unknown>;
    for (const { place, what, value: odd, key } of changes) {
      const value = structuredClone(odd);
      const places = placesOf(copy);
      const found = places[place % places.length];
      if (found === undefined) continue;
      const { holder, at } = found;
      if (what === "replace") holder[at] = value;
      else if (what === "remove") delete holder[at];
      else if (what === "add" && typeof holder[at] === "object" && holder[at] !== null)
        (holder[at] as Record<string, unknown>)[key] = value;
      else if (Array.isArray(holder)) holder.push(structuredClone(holder[at as unknown as number]));
    }
    return copy;
  });
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly at: string;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((at) => [{ holder, at }, ...placesOf(holder[at])]);
}
