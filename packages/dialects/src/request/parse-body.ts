import type { z } from "zod";
import { DialectError } from "../dialect-error.ts";

type Issue = z.core.$ZodIssue;

/**
 * `body` in the form of `schema`. Throws `DialectError` with the place of the first fault: "unprocessable" where a field
 * is missing or of another type, "bad-request" where its value cannot be.
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body, { reportInput: true });
  if (read.success) return read.data;
  throw issueError(read.error.issues);
}

function issueError(issues: readonly Issue[]): DialectError {
  const issue = issues.map(deepest).sort((a, b) => b.path.length - a.path.length)[0]!;
  const param = paramOf(issue.path);
  const isForm = issue.code === "invalid_type" || issue.code === "invalid_union";
  const what =
    issue.code === "invalid_type" && issue.input === undefined ? "It is missing." : `${issue.message}.`;
  const where = param === "" ? "The body" : `"${param}"`;
  return new DialectError(
    isForm ? "unprocessable" : "bad-request",
    `${where} cannot be taken: ${what.replace(/\.\.$/, ".")}`,
    param || undefined,
  );
}

/** Of a choice between forms that all fail, the fault in the one that was read furthest. */
function deepest(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors
    .flat()
    .map(deepest)
    .map((each) => ({ ...each, path: [...issue.path, ...each.path] }) as Issue);
  const best = inner.sort((a, b) => b.path.length - a.path.length)[0];
  return best !== undefined && best.path.length > issue.path.length ? best : issue;
}

/** "messages[2].content" */
export function paramOf(path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => (typeof step === "number" ? `[${step}]` : `${at === 0 ? "" : "."}${String(step)}`))
    .join("")
    .slice(0, 200);
}
