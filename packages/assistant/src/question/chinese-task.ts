import type { Intent } from "./question-reading.ts";

const programming =
  /代码|函数|脚本|程序(?!员)|算法|正则|接口|编程|爬虫|网页|SQL|Python|JavaScript|TypeScript|Java|C\+\+|Rust|Golang|HTML|CSS|React|Vue|Docker|Git|快速排序|冒泡/i;
const broken = /报错|错误|异常|bug|调试|崩溃|跑不(起来|通)|不(能)?(工作|运行|生效)|修复/i;

/** The first whose expressions all match decides. */
const tasks: readonly (readonly [Intent, ...RegExp[]])[] = [
  ["translate", /^翻译|翻译(成|为|一下)|(英语|日语|法语|德语|韩语|英文|日文)怎么说|^把.{1,60}译成/],
  ["summarise", /^(总结|概括|归纳|摘要)|(总结|概括)(一下|下)$/],
  ["fix", programming, broken],
  ["code", programming, /写|实现|编写|生成|做(一)?个|开发|示例|例子|优化|重构|代码/],
  ["rework", /^(润色|改写|缩写|扩写|校对|修改|改一?下|精简|优化(这|一下)?)|改得|改成/],
];

/** These are asked for by an order, and named in many a question. */
const orders: readonly (readonly [Intent, ...RegExp[]])[] = [
  ["verse", /(写|作|来|创作).{0,20}(诗|词|俳句|歌词|打油诗|对联|绝句|律诗)/],
  ["story", /(写|讲|编|说|来|创作|续写).{0,20}(故事|小说|童话|寓言|剧本)/],
  ["letter", /(写|起草|拟|回).{0,20}(信|邮件|请假条|通知|邀请函|致辞|演讲稿|贺卡|短信|回复)/],
  ["plan", /计划|规划|行程|攻略|日程|时间表|方案|安排/, /做|制定|写|安排|规划|拟|设计|来|给|列/],
  [
    "list",
    /^(推荐|列出|列举|列)|(给|来|想|说|起|举).{0,4}(几|一些|些|\d+|三|五|十)(个|条|种|本|部|点)|推荐|清单/,
  ],
  ["write", /^(写|创作|编|起草|撰写|给我写)|写(一|个|篇|段|份)/],
];

const wondering = /怎么|如何|怎样|为什么|什么是|是什么|谁|哪/;

/** What is to be made, as `asked` has it; null where nothing is. */
export function chineseTask(asked: string): Intent | null {
  const rules = wondering.test(asked) ? tasks : [...tasks, ...orders];
  return rules.find(([, ...expressions]) => expressions.every((words) => words.test(asked)))?.[0] ?? null;
}

/** Whether `prose` says of the code beside it that it does not work. */
export function saysItIsBrokenInChinese(prose: string): boolean {
  return broken.test(prose);
}
