/** What stands below these is data or names, and no keyword of a schema. */
const data = new Set(["enum", "const", "default", "example", "examples"]);
const named = new Set(["properties", "patternProperties", "$defs", "definitions"]);

/** `schema` with every schema in it, itself the last, as `change` makes it. What is none stays as it is. */
export function mapSchemas(
  schema: unknown,
  change: (schema: Record<string, unknown>) => Record<string, unknown>,
): unknown {
  const inner = (value: unknown) => mapSchemas(value, change);
  if (Array.isArray(schema)) return schema.map(inner);
  if (!isObject(schema)) return schema;
  const mapped = Object.entries(schema).map(([key, value]) => {
    if (data.has(key)) return [key, value];
    return [key, named.has(key) && isObject(value) ? eachOf(value, inner) : inner(value)];
  });
  return change(Object.fromEntries(mapped));
}

function eachOf(schemas: object, change: (schema: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, change(each)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
