import { type FeedField, type FeedKind, type FeedOptions, PostsError } from "@grok/posts";

/** Reads what was typed into a feed's form, with the form's own fields as the law. Every method throws "bad-input". */
export interface OptionReader {
  /** Trimmed; the field's fallback where nothing was typed. Also for secrets and choices. */
  text(name: string): string;
  number(
    name: string,
    bounds: { readonly min: number; readonly max: number; readonly whole?: boolean },
  ): number;
  /** One a line or between commas, without empty and repeated ones. */
  list(name: string, max: number): readonly string[];
  isOn(name: string): boolean;
  /** An http or https address without user name, fragment and slash at its end. */
  address(name: string): string;
  /** Refuses a field for a reason that only its feed knows; `right` says what would do. */
  refuse(name: string, right: string): never;
}

/** The longest value of a field: a long list of addresses. */
const valueLengthMax = 64 * 1024;

export function readOptions(kind: FeedKind, options: FeedOptions): OptionReader {
  const fieldOf = (name: string): FeedField => {
    const field = kind.fields.find((each) => each.name === name);
    if (field === undefined) throw new TypeError(`The feed ${kind.source} has no field ${name}.`);
    return field;
  };
  const refuse = (name: string, right: string): never => {
    throw new PostsError("bad-input", `${kind.title}: ${fieldOf(name).label} (${name}) ${right}`);
  };
  const text = (name: string): string => {
    const field = fieldOf(name);
    const typed = (options[name] ?? "").trim();
    if (typed.length > valueLengthMax)
      refuse(name, `has ${typed.length} characters; it can have ${valueLengthMax}.`);
    const value = typed === "" ? field.fallback : typed;
    if (value === "" && field.required) refuse(name, `is missing. ${field.help}`);
    if (field.type === "choice" && value !== "" && !field.choices.includes(value))
      refuse(name, `is one of ${field.choices.join(", ")}.`);
    return value;
  };
  return {
    text,
    refuse,
    number(name, { min, max, whole }) {
      const typed = text(name);
      const value = Number(typed);
      if (typed === "" || !(value >= min && value <= max) || (whole && !Number.isInteger(value)))
        refuse(name, `is a ${whole ? "whole " : ""}number from ${min} to ${max}.`);
      return value;
    },
    list(name, max) {
      const items = text(name)
        .split(/[\n,]/)
        .map((item) => item.trim())
        .filter((item) => item !== "");
      const distinct = [...new Set(items)];
      if (distinct.length > max) refuse(name, `has ${distinct.length} entries; it can have ${max}.`);
      return distinct;
    },
    isOn: (name) => text(name) === "true",
    address(name) {
      const typed = text(name);
      const address = parseAddress(typed)?.replace(/\/+$/, "");
      return address ?? refuse(name, "starts with http:// or https://, without user name.");
    },
  };
}

/** An http or https address without fragment; null for anything else. */
export function parseAddress(typed: string): string | null {
  const url = /^https?:\/\//i.test(typed) ? URL.parse(typed) : null;
  if (url === null || url.username !== "" || url.password !== "") return null;
  url.hash = "";
  return url.href;
}
