import type { FeedField } from "@grok/posts";

type Given = Pick<FeedField, "name" | "label" | "help" | "type"> & Partial<FeedField>;

/** A field with nothing chosen, not required, unless said otherwise. */
export function field(given: Given): FeedField {
  return { choices: [], required: false, fallback: "", ...given };
}
