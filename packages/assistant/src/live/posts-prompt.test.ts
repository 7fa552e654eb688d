import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChatMessage } from "@grok/model";
import type { PostChoice } from "./choose-posts.ts";
import { withPosts } from "./posts-prompt.ts";

test("posts stand behind the question, and everything before them stays as engines have evaluated it", () => {
  const messages: readonly ChatMessage[] = [
    { role: "system", text: "You are Grok." },
    { role: "user", text: "Hello" },
    { role: "assistant", text: "Hello to you." },
    { role: "user", text: "What is said about the moon?" },
  ];
  const post = {
    author: { handle: "ada" },
    text: "The moon is full tonight.",
    createdAtMs: Date.UTC(2026, 0, 2),
  };
  const choice = { offered: [{ post, quote: post.text }] } as unknown as PostChoice;
  const telling = { nowMs: Date.UTC(2026, 0, 3), timeZone: "UTC", language: "en" as const };
  const asked = withPosts(messages, choice, telling as Parameters<typeof withPosts>[2]);
  assert.deepEqual(asked.slice(0, -1), messages.slice(0, -1));
  const question = messages.at(-1)!.text;
  const [before, behind] = asked.at(-1)!.text.split(question);
  assert.equal(before, "");
  assert.match(behind ?? "", /<posts>[\s\S]*full tonight[\s\S]*<\/posts>/);
});
