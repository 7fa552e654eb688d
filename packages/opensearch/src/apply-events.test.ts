import assert from "node:assert/strict";
import { test } from "node:test";
import { createPostIntake, type FeedEvent, postKey } from "@grok/posts";
import { samplePost } from "@grok/posts/sample-post";
import fc from "fast-check";
import { type Applied, applyEvents, authorId, Sayings } from "./apply-events.ts";
import { bulkBody } from "./bulk-body.ts";
import type { PlacedRecord } from "./event-record.ts";
import { namesOf } from "./names.ts";
import type { Gone, StoredPost } from "./stored-posts.ts";
import { documentId } from "./words.ts";

type PostEvent = Exclude<FeedEvent, { type: "delete-author" }>;

const names = namesOf("test");
const ref = { source: "push", id: "1" } as const;
const id = documentId(postKey(ref));
const post = (text: string): PostEvent => ({ type: "post", post: samplePost({ text }) });

function record(event: PostEvent, sequence: number) {
  return {
    from: "me",
    batch: 1,
    at: 0,
    atMs: 5_000,
    order: sequence,
    partition: 2,
    sequence,
    event,
  } satisfies PlacedRecord;
}

/** What OpenSearch would hold after `applied`. */
class Held {
  readonly stored = new Map<string, StoredPost>();
  readonly gone = new Map<string, Gone>();
  readonly said = new Map<string, string>();
  #writes = 0;

  apply(events: readonly PostEvent[], from: number): Applied {
    const records = events.map((event, at) => record(event, from + at));
    const applied = applyEvents(records, this, new Sayings(createPostIntake));
    for (const change of applied.posts) {
      if (!change.isChanged) continue;
      if (change.now === null) this.stored.delete(change.id);
      else
        this.stored.set(change.id, {
          id: change.id,
          index: ".ds-test-posts-000001",
          seqNo: this.#writes++,
          primaryTerm: 1,
          document: change.now,
        });
    }
    for (const [key, value] of applied.gone) this.gone.set(key, value);
    return applied;
  }

  get documents() {
    return new Map([...this.stored].map(([key, { document }]) => [key, document]));
  }
}

test("events of a bout build on each other, and are one operation in the end", () => {
  const held = new Held();
  const applied = held.apply(
    [post("one two three"), { type: "engagement", ref, add: { likes: 2 } }, post("four five six")],
    1,
  );
  assert.deepEqual(
    applied.outcomes.map(({ indexed }) => indexed),
    [1, 0, 1],
  );
  const { lines, operations } = bulkBody(applied, names);
  assert.equal(operations, 1);
  assert.deepEqual(lines[0], { create: { _index: "test-posts", _id: id } });
  assert.equal(held.stored.get(id)?.document.post.text, "four five six");
  assert.equal(held.stored.get(id)?.document.post.engagement.likes, 2);
  assert.equal(held.stored.get(id)?.document.order, 1);
});

test("what is there is changed under the condition that nobody else has changed it", () => {
  const held = new Held();
  held.apply([post("one two three")], 1);
  const place = { _index: ".ds-test-posts-000001", _id: id, if_seq_no: 0, if_primary_term: 1 };
  const { lines } = bulkBody(held.apply([{ type: "engagement", ref, set: { likes: 9 } }], 2), names);
  assert.deepEqual(lines[0], { index: place });
  const gone = bulkBody(held.apply([{ type: "delete", ref }], 3), names).lines;
  assert.deepEqual(gone[0], { index: { _index: "test-gone", _id: id } });
  assert.deepEqual(gone[2], { delete: { ...place, if_seq_no: 1 } });
});

test("a post that says the same again writes nothing", () => {
  const held = new Held();
  held.apply([post("one two three")], 1);
  const applied = held.apply([post("one two three")], 2);
  assert.deepEqual(applied.outcomes, [{ indexed: 0, known: 1, deletes: 0 }]);
  assert.equal(bulkBody(applied, names).operations, 0);
});

test("what a closed account said before is not taken in, what it says later is", () => {
  const held = new Held();
  held.gone.set(authorId("push", "mira"), { kind: "author", atMs: 2e12, sequence: 1 });
  assert.equal(held.apply([post("one two three")], 2).outcomes[0]?.known, 1);
  const later = samplePost({ createdAtMs: 2e12 + 1, arrivedAtMs: 2e12 + 1 });
  assert.equal(held.apply([{ type: "post", post: later }], 3).outcomes[0]?.indexed, 1);
});

test("copies have the name of the first in common, also of one that another process took in", () => {
  const held = new Held();
  const copy = (number: number): PostEvent => ({
    type: "post",
    post: samplePost({ id: String(number), handle: `a${number}`, text: "the same few words as before" }),
  });
  held.apply([copy(1), copy(2)], 1);
  const [first, second] = held.documents.values();
  assert.equal(first!.said, "1");
  assert.equal(second!.said, "1");
  const other = new Held();
  other.said.set(first!.text, "1");
  other.apply([copy(3), copy(4)], 100);
  assert.deepEqual(
    [...other.documents.values()].map(({ said }) => said),
    ["1", "1"],
  );
});

const refs = ["1", "2", "3"].map((each) => ({ source: "push", id: each }) as const);
const anyRef = fc.constantFrom(...refs);
const anyEvent: fc.Arbitrary<PostEvent> = fc.oneof(
  fc
    .record({ ref: anyRef, text: fc.constantFrom("one two three", "four five six", "seven eight nine") })
    .map(({ ref: { id }, text }) => ({ type: "post" as const, post: samplePost({ id, text }) })),
  fc.record({ id: fc.constantFrom("r1", "r2"), of: anyRef }).map(({ id, of }) => ({
    type: "post" as const,
    post: samplePost({ id, repostOf: of.id }),
  })),
  anyRef.map((ref) => ({ type: "delete" as const, ref })),
  fc.record({ ref: anyRef, likes: fc.integer({ min: -3, max: 9 }) }).map(({ ref, likes }) => ({
    type: "engagement" as const,
    ref,
    add: { likes },
  })),
);

test("records that are applied again from anywhere change nothing, however they are cut into bouts", () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { minLength: 1, maxLength: 20 }),
      fc.nat({ max: 19 }),
      fc.nat({ max: 19 }),
      (events, cut, again) => {
        const whole = new Held();
        whole.apply(events, 1);
        const replayed = new Held();
        const middle = Math.min(cut, events.length);
        const from = Math.min(again, middle);
        replayed.apply(events.slice(0, middle), 1);
        replayed.apply(events.slice(from), 1 + from);
        const plain = (held: Held) =>
          [...held.documents].map(([key, { post, order }]) => [key, post, order]).toSorted();
        assert.deepEqual(plain(replayed), plain(whole));
      },
    ),
    // Each run makes two sets of the intake's tables.
    { numRuns: 50 },
  );
});
