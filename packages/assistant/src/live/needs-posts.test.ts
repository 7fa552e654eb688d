import assert from "node:assert/strict";
import { test } from "node:test";
import { needCases } from "../../test/live/need-cases.ts";
import { needsPosts } from "./needs-posts.ts";

test("whether posts are fetched is decided rightly for nearly all labelled questions", (t) => {
  const wrong = needCases.filter(([question, need]) => (needsPosts(question) === "no") !== (need === "no"));
  const unlike = needCases.filter(([question, need]) => needsPosts(question) !== need);
  for (const [question, need] of unlike) t.diagnostic(`${need} told as ${needsPosts(question)}: ${question}`);
  t.diagnostic(`fetched or not: ${needCases.length - wrong.length} of ${needCases.length} right`);
  t.diagnostic(`all three kinds: ${needCases.length - unlike.length} of ${needCases.length} right`);
  assert.ok(wrong.length <= 3, wrong.map(([question]) => question).join(" | "));
  assert.ok(unlike.length <= 8, unlike.map(([question]) => question).join(" | "));
});
