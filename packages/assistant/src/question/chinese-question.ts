import { sumIn } from "../code-answers/sum-question.ts";
import { chineseDoing, chinesePhrase } from "./chinese-phrase.ts";
import { decidingChinese, isAboutTheChineseAsker } from "./chinese-sentence.ts";
import { chineseTask, saysItIsBrokenInChinese } from "./chinese-task.ts";
import {
  type Intent,
  materialUnitsMin,
  nothingRead,
  type QuestionReading,
  questionProse,
  tasks,
} from "./question-reading.ts";

const currentWords =
  /今天|今晚|明天|昨天|现在几点|几点了|目前|最新|最近(的)?(新闻|消息|动态)|天气|新闻|股价|汇率|比分|热搜/;

type Make = (intent: Intent, found?: Partial<QuestionReading>) => QuestionReading;

/** A question in Chinese taken apart. Never throws; of a megabyte it reads the two ends. */
export function readChineseQuestion(question: string): QuestionReading {
  const { prose, hasCode } = questionProse(question);
  const asked = decidingChinese(prose);
  const as: Make = (intent, found = {}) => ({
    ...nothingRead,
    personal: isAboutTheChineseAsker(asked),
    current: !tasks.has(intent) && currentWords.test(asked),
    follows: !found.topic && !found.doing && (/[这那它]/.test(asked) || intent === "other"),
    ...found,
    intent,
  });
  if (hasCode) return as(saysItIsBrokenInChinese(prose) ? "fix" : "code");
  if (sumIn(question) !== null || (/(计算|等于|算一?下|百分之)/.test(asked) && /\d/.test(asked)))
    return as("sum");
  if (!/\p{L}/u.test(asked)) return nothingRead;
  const task = chineseTask(asked);
  if (task !== null) return as(task);
  const found = comparison(asked, as) ?? wonder(asked, as) ?? rest(asked, prose, as);
  if (prose.length < materialUnitsMin / 3 || found.intent === "statement") return found;
  // "What is the main idea?" behind a page of text is about the page.
  return /[?？]/.test(prose) || found.intent !== "define" ? as("summarise") : nothingRead;
}

function comparison(asked: string, as: Make): QuestionReading | null {
  const pair = (a = "", b = "", choice = false) => {
    const [topic, other] = [chinesePhrase(a, 8), chinesePhrase(b, 8)];
    const both = topic !== null && other !== null;
    return as("compare", { topic: both ? topic : null, other: both ? other : null, choice });
  };
  const difference =
    /^(?:比较(?:一下|下)?|对比(?:一下|下)?)?(.{1,12}?)(?:和|与|跟|同|及|vs\.?)(.{1,12}?)(?:之间)?(?:的|有(?:什么|何|哪些)|到底)+(?:主要|本质)?(?:区别|不同|差别|差异|异同|优缺点)/i.exec(
      asked,
    ) ?? /^(?:比较|对比)(?:一下|下)?(.{1,12}?)(?:和|与|跟)(.{1,12})$/.exec(asked);
  if (difference) return pair(difference[1], difference[2]);
  const choice =
    /^(?:买|学|选|用|喝|吃)?(.{1,12}?)(?:和|与|跟|还是|vs\.?)(.{1,12}?)[，,]?(?:哪个|哪一个|哪种|谁|该选|选哪|应该选)/i.exec(
      asked,
    ) ?? /^(?:买|学|选|用|喝|吃)?(.{1,12}?)还是(.{1,12}?)(?:更好|好|比较好|合适|划算)?$/.exec(asked);
  return choice && pair(choice[1], choice[2], true);
}

/** Kinds that some word in them tells. */
const byWords: readonly (readonly [Intent, RegExp])[] = [
  ["who", /谁/],
  ["when", /什么时候|何时|哪一?年|几几年|哪一?天|多久以前/],
  ["quantity", /多少|几(个|岁|米|公里|天|年|种|次|层|颗|本|点)|多(大|长|高|远|久|重|快|深|厚|宽)/],
  ["word", /怎么(读|念|写(?=$))|的(反义词|近义词)/],
  ["lookup", /的(?!意思|概念|定义|原理).{1,8}(是|在)(哪里|哪儿|哪个|哪座|什么)$/],
  ["where", /哪里|哪儿|什么地方/],
];

function wonder(asked: string, as: Make): QuestionReading | null {
  if (/怎么办$|^我?(该|应该|要)做什么$/.test(asked)) return as("statement");
  if (/为什么|为何|为啥|怎么会|什么原因|原因是什么/.test(asked)) return as("why");
  if (/(怎么|如何|怎样)(死|灭亡|去世|发现|发明|建成|建立|开始|结束|爆发|诞生|统一|崛起)的?$/.test(asked))
    return as("event");
  const works =
    /^(.{1,12}?)(?:到底|究竟)?是?(?:怎么|如何|怎样)(?:工作|运作|运行|形成|产生|来|实现|起作用)的?$/.exec(
      asked,
    ) ??
    /^(?:解释|介绍|讲讲|说说)?(?:一下|下)?(.{1,12}?)的?(?:工作)?(?:原理|机制)(?:是什么|是怎样的)?$/.exec(
      asked,
    );
  if (works) return as("how-works", { topic: chinesePhrase(works[1]!) });
  const how =
    /^(?:我|我们|新手|普通人)?(?:该|应该|要|可以|能)?(?:怎么样?|如何|怎样)(?:才能|才可以|去|来|做到|正确地?|快速地?)?(.{2,24})$/.exec(
      asked,
    );
  if (how) return as("how-to", { doing: chineseDoing(how[1]!) });
  if (/^.{2,10}?(?:应该|该|要)?(?:怎么|如何|怎样)(?:做|弄|学|用|安装|选|养|煮|画)(?:好|呢)?$/.test(asked))
    return as("how-to");
  const who = /^(.{1,10}?)(?:到底|究竟)?是谁$/.exec(asked) ?? /^谁是(.{1,10})$/.exec(asked);
  const name = who && chinesePhrase(who[1]!);
  if (name && !name.includes("的")) return as("person", { topic: name });
  const told = byWords.find(([, words]) => words.test(asked));
  if (told) return as(told[0]);
  return definition(asked, as);
}

function definition(asked: string, as: Make): QuestionReading | null {
  const defined =
    /^什么(?:是|叫)(.{1,14})$/.exec(asked) ??
    /^(.{1,14}?)(?:到底|究竟)?(?:是什么(?:意思|东西|概念)?|是啥|指的是什么|什么意思)$/.exec(asked) ??
    /^(?:解释|介绍|说说|讲讲|谈谈|科普|聊聊|讲解|说明)(?:一下|下)?(?:什么是)?(.{1,14})$/.exec(asked);
  if (defined)
    return as("define", {
      topic: chinesePhrase(defined[1]!.replace(/的(概念|定义|意思|含义|基本知识)$/, "")),
    });
  if (/哪些|有什么(好处|优点|缺点|办法|方法|作用|影响|特点)/.test(asked)) return as("list");
  return /哪(个|种|座|部|本|一)/.test(asked) ? as("lookup") : null;
}

const orders =
  /^(给|说|讲|写|再|继续|换|用|把|改|举|展开|详细|解释|列|画|算|分析|讨论|证明|设计|准备|比较|想|编|做)/;

function rest(asked: string, prose: string, as: Make): QuestionReading {
  // "And at night?" is understood only from what stands before it.
  if (/^(那|还有|但|可).{0,8}呢[？?]?$/.test(prose.trim())) return as("statement");
  const asks = /吗[\s?？。]*$/.test(prose.trim());
  if (
    /你(觉得|认为|怎么看|喜欢|同意)|该不该|要不要|值不值得|值得|应不应该|好不好/.test(asked) ||
    (asks && asked.includes("应该"))
  )
    return as("opinion");
  if (asks || /是不是|会不会|有没有|能不能|可不可以|是否/.test(asked)) return as("yes-no");
  if (orders.test(asked)) return as("other");
  if (/[?？]/.test(prose)) return as("other");
  // A term by itself; verbs and moods make it a remark.
  const isTerm =
    /^[\p{Script=Han}A-Za-z0-9]{3,6}$/u.test(asked) && !/[去来想要会能好吃说做看到过很太]/.test(asked);
  const topic = isTerm && !/\n\s*\S/.test(prose.trim()) ? chinesePhrase(asked, 8) : null;
  return topic === null ? as("statement") : as("define", { topic });
}
