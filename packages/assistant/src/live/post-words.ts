// What the program says around quotations, per language. What is filled in has been made safe for Markdown before.

export interface PostWords {
  readonly said: (who: string, quote: string) => string;
  readonly bracketed: (text: string) => string;
  readonly report: string;
  readonly differ: string;
  readonly talk: string;
  readonly old: (age: string) => string;
  readonly someone: string;
  readonly quote: (text: string) => string;
  readonly asOf: (clock: string) => string;
  readonly matched: (posts: number, about: string, since: string) => string;
  readonly nothing: (back: string, asOf: string) => string;
  readonly nothingAtAll: string;
  readonly notLooked: string;
  readonly age: (ms: number) => string;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const englishPostWords: PostWords = {
  said: (who, quote) => `${who} says: ${quote}`,
  bracketed: (text) => ` (${text})`,
  report: "People report:",
  differ: "Reports differ:",
  talk: "This is what people say:",
  old: (age) => `The newest that I have on this is ${age} old.`,
  someone: "Somebody",
  quote: (text) => `“${text}”`,
  asOf: (clock) => `As of ${clock}.`,
  matched: (posts, about, since) =>
    `${posts} ${posts === 1 ? "post mentions" : "posts mention"} ${about} since ${since}.`,
  nothing: (back, asOf) => `No post that I have answers this. I looked back to ${back}, as of ${asOf}.`,
  nothingAtAll: "No post that I have answers this: there are none yet.",
  notLooked: "I could not search the posts just now. Ask again in a moment.",
  age: (ms) => {
    const [count, unit] =
      ms < 2 * dayMs ? [Math.floor(ms / hourMs), "hour"] : [Math.floor(ms / dayMs), "day"];
    return `${count} ${unit}${count === 1 ? "" : "s"}`;
  },
};

export const chinesePostWords: PostWords = {
  said: (who, quote) => `${who} 说：${quote}`,
  bracketed: (text) => `（${text}）`,
  report: "有人说：",
  differ: "说法不一：",
  talk: "大家是这么说的：",
  old: (age) => `关于这件事，我手上最新的帖子也是${age}前的。`,
  someone: "有人",
  quote: (text) => `“${text}”`,
  asOf: (clock) => `截至 ${clock}。`,
  matched: (posts, about, since) => `自 ${since} 以来有 ${posts} 条帖子提到${about}。`,
  nothing: (back, asOf) => `我手上的帖子都没有回答这个问题。我查到了 ${back} 为止，截至 ${asOf}。`,
  nothingAtAll: "我手上的帖子都没有回答这个问题：现在还一条帖子都没有。",
  notLooked: "我刚才没能搜索帖子，请稍后再问一次。",
  age: (ms) => (ms < 2 * dayMs ? ` ${Math.floor(ms / hourMs)} 小时` : ` ${Math.floor(ms / dayMs)} 天`),
};
