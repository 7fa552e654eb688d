import { checkJsonSchema, type JsonSchema, ModelError } from "@grok/model";
import { DialectError } from "../dialect-error.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Words about a schema that change nothing of what it lets through. */
const annotations = new Set([
  "$schema",
  "$id",
  "$comment",
  "$defs",
  "definitions",
  "title",
  "description",
  "default",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
  "strict",
]);
const scalarTypes = new Set(["string", "number", "integer", "boolean", "null"]);
/** References that go round in circles have no end. */
const refsMax = 20;
/** Each alternative of each alternative may have to be tried; this bounds the whole of it. */
const readsMax = 5_000;

/**
 * A JSON Schema of the wide language that clients write in, as one that models can be held to.
 *
 * What is narrower than the client's is fine, since everything it lets through satisfies the client's too: objects are
 * closed, and of several alternatives the first that can be held to is taken. What would be wider is refused with
 * `strict` and otherwise let go, because a client that did not ask for strictness checks for itself. Throws `DialectError`
 * with `param` and the place in the schema.
 */
export function schemaFromWire(wire: unknown, param: string, strict: boolean): JsonSchema {
  const schema = new WireReader(wire, param, strict).read(wire, "", 0);
  try {
    return checkJsonSchema(schema);
  } catch (error) {
    if (error instanceof ModelError) throw new DialectError("bad-request", error.message, param);
    throw error;
  }
}

class TooMuch extends DialectError {
  constructor(message: string, param: string) {
    super("bad-request", message, param);
  }
}

class WireReader {
  readonly #root: unknown;
  readonly #param: string;
  readonly #strict: boolean;
  #reads = 0;

  constructor(root: unknown, param: string, strict: boolean) {
    this.#root = root;
    this.#param = param;
    this.#strict = strict;
  }

  read(wire: unknown, path: string, refs: number): unknown {
    if (++this.#reads > readsMax)
      throw new TooMuch("The schema has too many parts; send a smaller one.", this.#param);
    if (path.length > 2_000) this.#refuse(path, "schemas stand too deep in each other");
    if (!isFields(wire)) this.#refuse(path, "a schema is an object");
    if (typeof wire.$ref === "string") return this.#reference(wire.$ref, path, refs);
    for (const keyword of ["anyOf", "oneOf"] as const)
      if (wire[keyword] !== undefined) return this.#either(wire[keyword], `${path}/${keyword}`, refs);
    if (wire.allOf !== undefined) {
      const [only, ...more] = Array.isArray(wire.allOf) ? wire.allOf : [];
      if (only === undefined || more.length > 0)
        this.#refuse(`${path}/allOf`, "only an allOf of one is supported");
      return this.read(only, `${path}/allOf/0`, refs);
    }
    const type = this.#typeOf(wire, path);
    if (type === "object") return this.#object(wire, path, refs);
    if (type === "array") return this.#array(wire, path, refs);
    if (type === "string") return this.#string(wire, path);
    this.#letGo(wire, path, []);
    return { type };
  }

  #typeOf({ type, properties, items, enum: texts, const: text }: Fields, path: string): string {
    const types = (Array.isArray(type) ? type : [type]).filter((each) => each !== "null");
    if (types.length === 0 && type !== undefined) return "null";
    const first: unknown = types[0];
    if (typeof first === "string") {
      if (first !== "object" && first !== "array" && !scalarTypes.has(first))
        this.#refuse(`${path}/type`, `"${first.slice(0, 40)}" is no type`);
      return first;
    }
    if (properties !== undefined) return "object";
    if (items !== undefined) return "array";
    const sample = text ?? (Array.isArray(texts) ? texts.find((each) => each !== null) : undefined);
    if (typeof sample === "string") return "string";
    if (typeof sample === "number") return "number";
    if (typeof sample === "boolean") return "boolean";
    return this.#strict ? this.#refuse(`${path}/type`, "every schema needs a type") : "string";
  }

  #object(wire: Fields, path: string, refs: number): unknown {
    const { properties = {}, required = [] } = wire;
    if (!isFields(properties)) this.#refuse(`${path}/properties`, "they are an object of schemas");
    if (!Array.isArray(required) || required.some((name) => typeof name !== "string"))
      this.#refuse(`${path}/required`, "it is a list of names");
    this.#letGo(wire, path, ["properties", "required", "additionalProperties"]);
    const read = Object.entries(properties).map(([name, schema]) => [
      name,
      this.read(schema, `${path}/properties/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, refs),
    ]);
    const known = [...new Set(required as string[])].filter((name) => Object.hasOwn(properties, name));
    return {
      type: "object",
      properties: Object.fromEntries(read),
      ...(known.length > 0 && { required: known }),
      additionalProperties: false,
    };
  }

  #array(wire: Fields, path: string, refs: number): unknown {
    const { items = this.#strict ? undefined : { type: "string" }, minItems, maxItems } = wire;
    this.#letGo(wire, path, ["items", "minItems", "maxItems"]);
    return {
      type: "array",
      items: this.read(items, `${path}/items`, refs),
      ...(minItems !== undefined && { minItems }),
      ...(maxItems !== undefined && { maxItems }),
    };
  }

  #string(wire: Fields, path: string): unknown {
    const { enum: texts, const: text, minLength, maxLength } = wire;
    if (text !== undefined) return { type: "string", const: text };
    if (Array.isArray(texts))
      return { type: "string", enum: [...new Set(texts.filter((each) => each !== null))] };
    this.#letGo(wire, path, ["enum", "const", "minLength", "maxLength"]);
    return {
      type: "string",
      ...(minLength !== undefined && { minLength }),
      ...(maxLength !== undefined && { maxLength }),
    };
  }

  #either(branches: unknown, path: string, refs: number): unknown {
    if (!Array.isArray(branches) || branches.length === 0) this.#refuse(path, "it is a list of schemas");
    let first: unknown;
    for (const [at, branch] of branches.entries()) {
      if (isFields(branch) && branch.type === "null" && branches.length > 1) continue;
      try {
        return this.read(branch, `${path}/${at}`, refs);
      } catch (error) {
        if (error instanceof TooMuch) throw error;
        first ??= error;
      }
    }
    throw first;
  }

  #reference(ref: string, path: string, refs: number): unknown {
    if (refs >= refsMax) this.#refuse(`${path}/$ref`, "a schema that holds itself has no end");
    if (ref !== "#" && !ref.startsWith("#/"))
      this.#refuse(`${path}/$ref`, "only places in the same schema can be named");
    let target: unknown = this.#root;
    for (const step of ref.split("/").slice(1)) {
      const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
      target = isFields(target) && Object.hasOwn(target, name) ? target[name] : undefined;
    }
    if (target === undefined) this.#refuse(`${path}/$ref`, `nothing stands at "${ref.slice(0, 80)}"`);
    return this.read(target, path, refs + 1);
  }

  /** What narrows further than models can be held to: refused, or left to the client. */
  #letGo(wire: Fields, path: string, kept: readonly string[]): void {
    if (!this.#strict) return;
    const strange = Object.keys(wire).find(
      (keyword) => keyword !== "type" && !kept.includes(keyword) && !annotations.has(keyword),
    );
    if (strange !== undefined)
      this.#refuse(
        `${path}/${strange}`,
        "models here cannot be held to this keyword; leave it out and check it yourself",
      );
  }

  #refuse(path: string, why: string): never {
    const place = path === "" ? "its root" : path.slice(0, 200);
    throw new DialectError("bad-request", `The schema cannot be taken at ${place}: ${why}.`, this.#param);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
