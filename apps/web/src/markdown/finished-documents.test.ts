import assert from "node:assert/strict";
import { test } from "node:test";
import { createFinishedDocuments } from "./finished-documents.ts";
import { advanceDocument, emptyDocument } from "./markdown-document.ts";
import { createPieceReader } from "./piece-reader.ts";

function read(text: string, live = false) {
  return advanceDocument(emptyDocument, text, live, createPieceReader());
}

test("a finished message is found again, one that is still written is not kept", () => {
  const documents = createFinishedDocuments();
  const done = read("done");
  documents.keep(done);
  documents.keep(read("not yet", true));
  assert.equal(documents.recall("done"), done);
  assert.equal(documents.recall("not yet"), undefined);
});

test("what was asked for longest ago goes first", () => {
  const documents = createFinishedDocuments(10);
  for (const text of ["aaaa", "bbbb"]) documents.keep(read(text));
  documents.recall("aaaa");
  documents.keep(read("cccc"));
  assert.deepEqual(
    ["aaaa", "bbbb", "cccc"].map((text) => documents.recall(text)?.text),
    ["aaaa", undefined, "cccc"],
  );
});

test("a message longer than all that may be kept is not kept", () => {
  const documents = createFinishedDocuments(3);
  documents.keep(read("aaaa"));
  assert.equal(documents.recall("aaaa"), undefined);
});
