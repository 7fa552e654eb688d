import { type LiveCase, offTopic } from "./live-case.ts";

/** The posts would tempt anybody who looks words up; the questions do not want them. */
export const offTopicCases: readonly LiveCase[] = [
  offTopic("What is photosynthesis?", ["a, 10: Photosynthesis is overrated, says my houseplant."]),
  offTopic("Write a poem about the harbour bridge", ["b, 10: The harbour bridge is open again."]),
  offTopic("Why is the sky blue?", ["c, 10: The sky is blue because it is sad, says my son."]),
  offTopic("How do I cook lentil soup?", ["d, 10: Lentil soup: cook it for an hour."]),
  offTopic("Translate 'the trams are standing still' into German", ["e, 10: The trams are standing still."]),
  offTopic("What is 3 * 40?", ["f, 10: 3 * 40 is 120, easy."]),
  offTopic("Who wrote Hamlet?", ["g, 10: My uncle wrote Hamlet, he says."]),
  offTopic("What is the capital of France?", ["h, 10: The capital of France is clearly cheese."]),
  offTopic("Tell me a joke", ["i, 10: A joke: my salary."]),
  offTopic("How tall is Mount Everest?", ["j, 10: Mount Everest is tall as my debts, 9000 m."]),
  offTopic("Who are you?", ["k, 10: Who are you and what did you do to my cat?"]),
  offTopic("Explain recursion", ["l, 10: Recursion: see recursion."]),
  offTopic("What's the difference between jam and jelly?", [
    "m, 10: Difference between jam and jelly is attitude.",
  ]),
  offTopic("How does a fridge work?", ["n, 10: A fridge works by magic."]),
  offTopic("Thanks!", ["o, 10: Thanks for nothing, rain."]),
  offTopic("Write a tweet about our bakery", ["p, 10: The bakery on the corner is the best."]),
  offTopic("什么是光合作用？", ["q, 10: 光合作用就是植物吃饭。"]),
  offTopic("写一首关于大桥的诗", ["r, 10: 大桥今天通车了。"]),
  offTopic("红楼梦的作者是谁？", ["s, 10: 红楼梦的作者是我爷爷。"]),
  offTopic("怎么做红烧肉？", ["t, 10: 红烧肉要做三个小时。"]),
];
