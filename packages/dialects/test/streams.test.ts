import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AnswerPart,
  ChatChunks,
  chatObject,
  GatheredAnswer,
  type ResponseEvent,
  ResponseEvents,
  readResponse,
} from "@grok/dialects";
import fc from "fast-check";
import { arbitraryParts } from "./arbitrary-parts.ts";

const head = { id: "chatcmpl-1", created: 1, model: "m", fingerprint: "fp_0" };

function responseOf(parts: readonly AnswerPart[]): {
  events: ResponseEvent[];
  response: ResponseEvents["response"];
} {
  let ids = 0;
  const asked = readResponse({ input: "Hi" });
  const made = new ResponseEvents(
    { id: "resp_1", createdAt: 1, model: "m", asked },
    { newId: (prefix) => `${prefix}${++ids}`, seal: undefined, nowMs: () => 2_000 },
  );
  const events = [...made.begin(), ...parts.flatMap((part) => made.take(part)), ...made.end()];
  return { events, response: made.response };
}

test("responses: events are numbered, items open and close, and deltas add up to what is done", () => {
  fc.assert(
    fc.property(arbitraryParts, (parts) => {
      const { events, response } = responseOf(parts);
      assert.deepEqual(
        events.map(({ sequence_number }) => sequence_number),
        [...events.keys()],
      );
      const open = new Map<unknown, string>();
      const done: unknown[] = [];
      for (const event of events) {
        const item = event.item as { id: string; type: string } | undefined;
        if (event.type === "response.output_item.added") {
          assert.equal(event.output_index, open.size + done.length);
          open.set(item!.id, "");
        } else if (event.type === "response.output_item.done") {
          assert.ok(open.delete(item!.id));
          done[event.output_index as number] = item;
        } else if (event.type.endsWith(".delta"))
          open.set(event.item_id, `${open.get(event.item_id)}${event.delta}`);
        else if (event.type === "response.output_text.done" || event.type === "response.reasoning_text.done")
          assert.equal(event.text, open.get(event.item_id));
      }
      assert.equal(open.size, 0);
      assert.deepEqual(response.output, done);
      const last = events.at(-1)!;
      assert.match(last.type, /^response\.(completed|incomplete)$/);
      assert.deepEqual(last.response, response);
      assert.ok(response.output.length > 0);
      assert.equal(response.usage?.total_tokens, 8);
    }),
    { numRuns: 300 },
  );
});

test("responses: marks point to what they cite", () => {
  fc.assert(
    fc.property(arbitraryParts, (parts) => {
      const { response } = responseOf(parts);
      for (const item of response.output as { content?: { text: string; annotations?: Mark[] }[] }[])
        for (const { text, annotations = [] } of item.content ?? [])
          for (const { start_index, end_index, url } of annotations)
            assert.equal(text.slice(start_index, end_index), `[${Number(url.at(-1)) + 1}]`);
    }),
  );
});

interface Mark {
  start_index: number;
  end_index: number;
  url: string;
}
interface Chunk {
  choices: { index: number; delta: Delta; finish_reason: string | null }[];
  usage?: object;
  citations?: string[];
}
interface Delta {
  content?: string;
  reasoning_content?: string;
  tool_calls?: { index: number; id?: string; function: { arguments: string } }[];
}

test("chat: what the chunks add up to is the whole answer", () => {
  fc.assert(
    fc.property(fc.array(arbitraryParts, { minLength: 1, maxLength: 3 }), (answers) => {
      const options = { logprobs: false, includeUsage: true, tellsCitations: true };
      const chunks = new ChatChunks(head, { ...options, answers: answers.length });
      const told = answers.flatMap((parts, index) =>
        parts.flatMap((part) => chunks.take(index, part)),
      ) as Chunk[];
      const last = chunks.last() as Chunk[];
      const gathered = answers.map((parts) => {
        const answer = new GatheredAnswer();
        for (const part of parts) answer.push(part);
        return answer;
      });
      const whole = chatObject(head, gathered, options);
      for (const [index, { message, finish_reason }] of whole.choices.entries()) {
        const own = told.flatMap(({ choices }) => choices).filter((choice) => choice.index === index);
        const deltas = own.map(({ delta }) => delta);
        assert.equal(deltas.map(({ content = "" }) => content).join(""), message.content ?? "");
        assert.equal(
          deltas.map(({ reasoning_content: text = "" }) => text).join(""),
          message.reasoning_content ?? "",
        );
        const ids = deltas.flatMap(({ tool_calls: calls = [] }) => calls.flatMap(({ id }) => id ?? []));
        assert.deepEqual(ids, message.tool_calls?.map(({ id }) => id) ?? []);
        assert.deepEqual(
          own.map((choice) => choice.finish_reason).filter((reason) => reason !== null),
          [finish_reason],
        );
      }
      assert.deepEqual(last[0]?.usage, whole.usage);
      assert.deepEqual(last[0]?.citations, whole.citations);
    }),
    { numRuns: 200 },
  );
});
