const opening =
  /^(你好|您好|嗨|哈喽|早上好|晚上好|抱歉|对不起|不好意思|请问(一下)?|请教(一下)?|请(你|您)?|麻烦(你|您)?|劳驾|拜托|帮(我|忙)|替我|能不能|能否|可不可以|可以|可否|你能|您能|你可以|你会|我想(知道|问|请问|了解|请教)(一下|下)?|我很好奇|谁能|告诉我|跟我|给我(?=解释|介绍|讲|说|翻译)|那么?|另外|还有|然后|所以|嗯|好的?|Grok)[\s,，。.!！:：、]*/i;
const ending =
  /(吗|呢|吧|啊|呀|嘛|谢谢(你|您)?|好吗|可以吗|行吗|请简要说明|简单(点|一点|说说)?|越详细越好|通俗(一点|易懂))$/;
const manner =
  /[，,。；;]\s*(请?(用|以)?(简单|通俗|一句话|几句话|大白话)[^，,。]{0,12}|请?(简单|简要|详细|通俗)[^，,。]{0,8}|谢谢[^，,。]{0,3}|举(个)?例[^，,。]{0,6})$/;

/** Longer sentences are material. */
const unitsMax = 200;

/** The sentence of `prose` that asks, without courtesies and marks: the last that asks, else the first that says anything. */
export function decidingChinese(prose: string): string {
  const sentences = prose
    .split(/[\n\r]+|(?<=[。！？!?])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence) && bare(sentence) !== "");
  const asking = sentences.findLast((sentence) => /[?？]$|吗[。]?$/.test(sentence));
  const asked = bare((asking ?? sentences[0] ?? "").slice(0, unitsMax));
  // What stands before the question itself is mostly an apology or a reason.
  const clause = /^.{2,}[，,]\s*((?:什么是|什么叫|为什么|为何|怎么|如何|怎样).{1,30})$/.exec(asked);
  return clause?.[1] ?? asked;
}

/** Whether the asker speaks of their own affairs; "how do I" is a way of asking. */
export function isAboutTheChineseAsker(asked: string): boolean {
  return /我|咱/.test(asked.replace(/^我?(该|应该|要|能|可以)?(怎么|如何|怎样)|^(给|帮|教|替)我/, ""));
}

function bare(sentence: string): string {
  let rest = sentence.replace(/[\s?？。.!！~～…]+$/u, "").replace(manner, "");
  for (let round = 0; round < 6; round++) {
    const shorter = rest
      .replace(opening, "")
      .replace(ending, "")
      .replace(/[\s,，。.!！?？]+$/u, "")
      .trim();
    if (shorter === rest || shorter === "") break;
    rest = shorter;
  }
  return rest;
}
