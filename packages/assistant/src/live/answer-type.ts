import { stemOf, termsOf } from "./terms.ts";

/**
 * What an answer has to hold to be one. `open`: any sentence on the matter; `talk`: what people think of it, several of
 * them; `news`: what there is to tell of it.
 */
export type AnswerType =
  | "who"
  | "when"
  | "where"
  | "number"
  | "price"
  | "score"
  | "why"
  | "yes-no"
  | "talk"
  | "news"
  | "open";

const asks: readonly (readonly [AnswerType, RegExp])[] = [
  [
    "talk",
    /\b(?:saying|talking|thinking|reacting|discussing|posting|people (?:say|think|feel|like|love|hate)|(?:opinions?|views?|reactions?|feelings?|thoughts|mood|consensus|buzz|takes?) (?:on|of|to|about|around|regarding)|react(?:ed|ing)? to|complain\w*)\b|怎么看|怎么说|说什么|看法|评价|反应|讨论|议论|热议/i,
  ],
  [
    "news",
    /\b(?:trending|happening|going on|what'?s new|what'?s up|any (?:news|updates?|word)|news|latest|headlines|rumou?rs?)\b|热搜|发生了?什么|新闻|消息|动态|进展|情况/i,
  ],
  ["score", /\b(?:(?:the|what|final|current|latest) score|final result|result of)\b|比分|几比几/i],
  [
    "price",
    /\b(?:price|cost|costs|how much (?:is|are|does|do|did)|how expensive|exchange rate)\b|多少钱|价格|售价|票价|汇率/i,
  ],
  [
    "number",
    /\b(?:how (?:many|much|long|far|old|tall|high|fast|big|large|deep|hot|cold|strong|late)|what (?:percentage|percent|number|temperature|magnitude|rate)|(?:rate|magnitude|temperature|number|percentage|turnout|population)\b)|多少|几(?:个|人|名|次|级|度|岁|家)|多大|多高|多长|多久|几成|震级/i,
  ],
  [
    "when",
    /\b(?:when|what time|what day|which day|what date|at what hour|until when|how soon)\b|什么时候|几点|何时|哪天|几号|什么时间/i,
  ],
  [
    "where",
    /\b(?:where|which (?:city|country|street|station|place|road|venue|town))\b|哪里|哪儿|在哪|什么地方|何处/i,
  ],
  [
    "who",
    /\b(?:who|whom|whose|which (?:player|team|person|candidate|party|company)|wer|wem|wessen|qui[eé]n(?:es)?)\b|^(?:et |mais )?qui\b|谁|哪位|哪个人|哪支|哪家/i,
  ],
  ["why", /\b(?:why|how come|what (?:caused|causes|made)|reason)\b|为什么|为何|为啥|原因/i],
  [
    "yes-no",
    /^(?:so |and |but |hey |grok,? )*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|any|isn't|aren't|didn't|hasn't)\b|[吗嘛]|是不是|有没有|能不能|会不会|是否/i,
  ],
];

/** What `question` wants to be told. */
export function answerTypeOf(question: string): AnswerType {
  return asks.find(([, pattern]) => pattern.test(question))?.[0] ?? "open";
}

const numberWord =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|half|nobody|none)\b|[一二两三四五六七八九十百千万亿几]+(?:个|人|名|次|级|度|岁|家|万|亿|点|分|成|条|辆|架|年|天|小时)/i;
const clock =
  /\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2} ?(?:am|pm|a\.m\.|p\.m\.|o'clock|uhr|h)\b|\b(?:noon|midnight|dawn|dusk|sunrise|sunset|tonight|tomorrow|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|(?:this|next) (?:week|weekend|morning|evening|afternoon)|next (?:month|year|summer|spring|autumn|fall|winter)|(?:in|within|for|after|until|by) (?:about |around |an? )?\w+ (?:minutes?|hours?|days?|weeks?|months?)|(?:in|since|until) (?:19|20)\d\d)\b|[一二三四五六七八九十\d]+(?:点|时|日|号|月|分钟|小时|天)|明天|今天|今晚|后天|昨天|明早|下?周[一二三四五六日末]|凌晨|中午|傍晚|\b(?:heute|morgen|demain|mañana|lundi|montag|lunes)\b/gi;
const money =
  /[$€£¥₹]\s?\d|\d[\d.,]*\s?(?:[$€£¥₹]|k\b|bn\b|million|dollars?|euros?|pounds?|yuan|yen|usd|eur|gbp|cents?|元|块|美元|欧元|日元|万)|\bfree\b|免费/i;
const place =
  /\b(?:in|at|on|near|outside|inside|behind|opposite|from|to|off|via|along|between|beside|by|around)\s+(?:the\s+)?(?:[\p{Lu}\p{N}]|(?:north|south|east|west|old|main|city|town|river|harbou?r|station|square|hall|park|bridge|corner|airport|platform)\b)|在.{1,12}(?:[，。、]|$|举|发|开|举行)|位于|附近|[路街站区市省县镇馆园场桥港]/u;
const reason =
  /\b(?:because|due to|after|since|caused?|owing to|thanks to|as a result|following|reason|blames?|over (?:a|the)|so that)\b|因为|由于|因|导致|原因|所致|造成/i;
const score = /\b\d{1,3}\s?[-–:]\s?\d{1,3}\b|\b(?:nil|draw|drew|tied)\b|\d+比\d+|平/i;

/** Whether `sentence` holds what a question of `type` asks for; `asked`: the terms of the question. */
export function holdsAnswer(type: AnswerType, sentence: string, asked: ReadonlySet<string>): boolean {
  switch (type) {
    case "when":
      // "Tonight" is no answer to "when tonight?".
      return [...sentence.matchAll(clock)].some(([time]) => termsOf(time).some((term) => !asked.has(term)));
    case "where":
      return place.test(sentence);
    case "price":
      return money.test(sentence);
    case "score":
      return score.test(sentence);
    case "why":
      return reason.test(sentence);
    case "number":
      return numbersIn(sentence).some((number) => !asked.has(number)) || numberWord.test(sentence);
    case "who":
      return /\p{Script=Han}/u.test(sentence) || hasNewName(sentence, asked);
    default:
      return true;
  }
}

/** Numbers and times as they stand, with the commas of thousands taken out: "1,200" is "1200", "3-1" is "3" and "1". */
export function numbersIn(text: string): string[] {
  return [...text.replace(/(?<=\d),(?=\d{3}\b)/g, "").matchAll(/\d+(?:[.:]\d+)*/g)].map(([number]) => number);
}

function hasNewName(sentence: string, asked: ReadonlySet<string>): boolean {
  return [...sentence.matchAll(/\p{Lu}[\p{L}'’-]+|@[\p{L}\p{N}._-]+/gu)].some(({ 0: name, index }) => {
    if (asked.has(stemOf(name.toLowerCase()))) return false;
    if (!/(?:^|[.!?:…]\s+|["“(])$/.test(sentence.slice(0, index))) return true;
    // Every sentence begins with a capital: a name it is where another follows, or what was asked about.
    const next = /^\s+([\p{L}'’-]+)/u.exec(sentence.slice(index + name.length))?.[1] ?? "";
    return /^\p{Lu}/u.test(next) || (next !== "" && asked.has(stemOf(next.toLowerCase())));
  });
}
