import { ModelError } from "../model-error.ts";
import { CombineError } from "./combine-forms.ts";

/** A schema before it is known what its fields hold. */
export type Fields = Readonly<Record<string, unknown>>;

/** A JSON pointer (RFC 6901) one step further. */
export function at(path: string, key: string): string {
  return `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** `path`: of what cannot be held to. Throws `ModelError` "bad-request". */
export function refuse(path: string, why: string): never {
  const place = path === "" ? "at its root" : `at ${path.length > 200 ? `${path.slice(0, 200)}…` : path}`;
  throw new ModelError("bad-request", `the JSON schema is refused ${place}: ${why}`);
}

/** Runs `work`, whose refusals are at `path`. */
export function combined<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof CombineError) refuse(path, error.message);
    throw error;
  }
}
