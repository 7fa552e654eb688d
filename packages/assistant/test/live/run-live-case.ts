import { type ConversationNode, textOf } from "@grok/conversation";
import type { Post } from "@grok/posts";
import { beginTurn, stepTurn, type TurnEffect, type TurnState } from "../../src/index.ts";
import { foldSpace } from "../../src/live/post-sentences.ts";
import { noonMs, question, reply, root, sampleAsk, smallModel } from "../sample-turn.ts";
import { backgroundPosts } from "./background-posts.ts";
import { indexOf } from "./index-of.ts";
import type { LiveCase } from "./live-case.ts";
import { samplePost } from "./sample-posts.ts";

/** What the program makes of a case with the smallest model; `node` is null where the model is to answer by itself. */
export async function runLiveCase({
  questions,
  posts,
}: LiveCase): Promise<{ node: ConversationNode | null; own: Post[] }> {
  const own = posts.map((post, at) => samplePost(post, at + 1));
  const index = await indexOf([...own, ...backgroundPosts.map((post, at) => samplePost(post, 1_000 + at))]);
  const path: ConversationNode[] = [root];
  for (const [at, text] of questions.entries()) {
    path.push(question(10 + 2 * at, path.at(-1)!, text));
    if (at + 1 < questions.length)
      path.push(reply(11 + 2 * at, path.at(-1)!, "As of 11:00, nothing is known."));
  }
  const ask = sampleAsk({ path, model: smallModel, postsAvailable: true });
  let { state, effects }: { state: TurnState; effects: readonly TurnEffect[] } = beginTurn(ask);
  for (;;) {
    const end = effects.find((effect) => effect.type === "end");
    if (end) return { node: end.end.node, own };
    const search = effects.find((effect) => effect.type === "search-posts");
    if (search === undefined) return { node: null, own };
    const answer = await index.search(search.query);
    ({ state, effects } = stepTurn(state, { type: "posts-found", answer, atMs: noonMs }));
  }
}

export interface Verdict {
  /** What is wrong; none where the reply is right. */
  readonly faults: readonly string[];
  /** Never to be had: an invented quotation, an obeyed or quoted instruction. */
  readonly grave: readonly string[];
  /** Cites a post that does not answer. */
  readonly citesWrongly: boolean;
  readonly text: string;
}

export async function judge(each: LiveCase): Promise<Verdict> {
  const { node, own } = await runLiveCase(each);
  const text = node === null ? "" : textOf(node);
  const citations = node?.citations ?? [];
  const faults: string[] = [];
  const grave: string[] = [];
  let citesWrongly = false;
  const cited = citations.map(({ sourceId }) => Number(sourceId.slice("post-".length)));
  for (const { number, sourceId, quote } of citations) {
    const post = own.find(({ id }) => id === sourceId);
    if (post && !foldSpace(post.text).includes(quote))
      grave.push(`quote ${number} does not stand in its post`);
    if (!text.includes(`[${number}]`)) grave.push(`citation ${number} is nowhere in the text`);
  }
  for (const words of each.never) if (text.includes(words)) grave.push(`says "${words}"`);
  if (each.kind === "none") {
    citesWrongly = citations.length > 0;
    if (citesWrongly) faults.push(`cites ${cited.join(", ")}`);
  } else {
    const wrong = cited.filter((number) => !each.cite.includes(number));
    citesWrongly = wrong.length > 0;
    if (citesWrongly) faults.push(`cites ${wrong.join(", ")}`);
    if (cited.length === 0) faults.push("cites nothing");
    for (const words of each.says) if (!text.includes(words)) faults.push(`does not say "${words}"`);
  }
  const differs = /^(Reports differ:|说法不一：)/m.test(text);
  if (each.kind === "differ" && !(differs && each.cite.every((number) => cited.includes(number))))
    faults.push("does not tell that reports differ");
  if (each.kind === "answer" && differs) faults.push("tells that reports differ");
  const isOld = /^(The newest that I have on this is|关于这件事，我手上最新的)/m.test(text);
  if (isOld !== (each.kind === "stale")) faults.push(isOld ? "calls it old" : "does not say how old it is");
  return { faults: [...faults, ...grave], grave, citesWrongly, text };
}
