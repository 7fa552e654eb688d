import { smallTalkIn } from "../code-answers/small-talk.ts";
import { detectLanguage } from "../language.ts";
import type { Intent } from "../question/question-reading.ts";
import { readQuestion } from "../question/read-question.ts";
import { isCrisis } from "../question/serious-topics.ts";
import { isBareFollowUp, pointsBack } from "./follow-up.ts";

/**
 * Whether a question needs posts: `asked` is about now or about what people say, so that where no post answers, that is
 * the answer; `likely` may be answered by posts, and by the model where they do not; `no` is timeless.
 */
export type PostsNeed = "asked" | "likely" | "no";

/** Nothing that was said today changes the answer to these. */
const timeless: ReadonlySet<Intent> = new Set([
  "define",
  "word",
  "how-to",
  "how-works",
  "compare",
  "plan",
  "sum",
  "code",
  "fix",
  "verse",
  "story",
  "letter",
  "write",
  "translate",
  "summarise",
  "rework",
]);

/** Kinds that ask about the world now only where a word says so. */
const mostlyTimeless: ReadonlySet<Intent> = new Set(["why", "opinion", "list", "person", "statement"]);

const work: ReadonlySet<Intent> = new Set([
  "sum",
  "code",
  "fix",
  "verse",
  "story",
  "letter",
  "write",
  "translate",
  "rework",
]);

/** "Why did the dairy recall its milk?": something happened, and posts may say why. */
const ofADeed = /\bwhy (?:did|was|were|has|have)\b/i;

/** "How do I cook rice now?" is still about rice. */
const neverNow: ReadonlySet<Intent> = new Set(["how-to", "word", "plan", "compare"]);

/** Speaks of posts and of those who write them. */
const aboutPosts =
  /\b(?:posts?|tweets?|tweeting|posting|trending|viral|hashtags?)\b.{0,40}\b(?:about|on|of|say|saying|from|by|now|today)\b|\b(?:people|others|players|voters|readers|viewers|critics|commuters|residents|locals|drivers|parents|students|everyone|everybody|anyone|anybody|users|fans|folks|they)\b.{0,20}\b(?:say|saying|said|think|thinking|talk|talking|react|reacting|feel|posting|complain\w*|discussing|reporting|report|seen?|notic\w+|having)\b|\b(?:on|from|search|check) (?:x|twitter|bluesky|mastodon|hacker news|hn|social media|the feeds?|live)\b|\b(?:what|what's|whats) (?:is |are )?(?:trending|the (?:buzz|mood|reaction|word|talk|latest))\b|\breactions? (?:to|on)\b|\bhot topics?\b|(?:^|\s)#\p{L}[\p{L}\p{N}_]*|大家|其他人|别人|网友|网上|人们|有人|热搜|热议|帖子|推文|推特|微博|社交媒体|在说什么|怎么评价/iu;

/** Wants what is so now. */
const aboutNow =
  /\b(?:today|tonight|tomorrow|yesterday|last night|right now|just now|at the moment|currently|this (?:morning|afternoon|evening|week|weekend)|(?:in )?the (?:last|past) (?:\d+ |few )?(?:minutes?|hours?|days?|week)|(?:minutes?|hours?|days) ago|breaking|latest|newest|most recent|recently|lately|so far|live (?:score|updates?)|news|headlines|any (?:updates?|word)|happening|going on|what'?s (?:new|up with|wrong with)|(?:is|are|was|were) .{1,40} (?:down|open|closed|shut|blocked|stuck|flooded|evacuated|burning|on fire|delayed|cancell?ed|on strike|out|back up|working|standing still|trending|arrested|missing)|still|(?:did|does) .{1,40} (?:win|lose|score|resign|announce)|score|who(?:'s| is) (?:winning|leading|ahead)|power (?:cut|outage)|outages?|traffic|delays?|weather|forecast|now)\b|今[天晚早日]|昨[天晚日夜]|明天|现在|目前|此刻|正在|刚刚|刚才|最新|最近|新闻|消息|动态|进展|比分|热搜|这周|本周|过去.{0,4}(?:小时|分钟|天)|天气|路况|停电|发生了?什么|出什么事|还在/i;

/** Points at this conversation or at what was handed over with the question. */
const aboutThis =
  /\b(?:you (?:said|say|mean|just|wrote|told)|your (?:last|previous|answer|reply)|this (?:conversation|chat|text|code|paragraph|sentence|email|essay|article|function|error)|(?:above|below)|what did (?:i|you) (?:say|ask|mean)|my (?:last|previous|first) (?:question|message)|are you (?:sure|there|real|an? )|who (?:are|made) you|(?:explain|say|repeat|shorten|summari[sz]e|translate|rephrase|elaborate|continue|go on)(?: (?:that|it|this|again|more|please))*\s*[.?!]*$)\b|你(?:刚才|刚刚|上面|之前)(?:说|写|提到)|上面(?:的|这)|这(?:段|篇|个)(?:话|文字|文章|代码|对话)|我(?:刚才|刚刚|上一)|(?:解释|翻译|总结|重复|继续|再说)(?:一下|一遍|一次)?(?:这个|它)?[。？?]*$/i;

/** Facts of the books: what once was, is measured, or holds always. */
const ofTheBooks =
  /\b(?:who (?:wrote|painted|composed|invented|discovered|founded|directed|built|designed|sang|created)|capital of|when (?:was|were) .{1,60} (?:born|built|founded|invented|discovered|published|written|made|signed|painted)|(?:in )?(?:what|which) (?:year|century)|when did .{1,60} (?:die|end|begin|start|fall|live|become|happen|land|sink|break out)|how (?:tall|deep|old|heavy|far|fast|wide|high|hot|cold) (?:is|are|was|does|do|can)|how many (?:\w+ ){1,2}(?:are (?:there|in)|does|do|has|have|make)\b|how long (?:does it take|do .{1,40} (?:live|last|sleep))|(?:boiling|melting|freezing) point|square root|largest|longest|tallest|highest|smallest|biggest|oldest|deepest|fastest|chemical|formula|atomic|synonym|antonym|plural of|mean(?:ing|s)? of|difference between|world war|roman|ancient|medieval|in history|of all time|in general|usually|always|ever)\b|谁(?:写|发明|发现|创立|画|作曲)|(?:的)?(?:首都|作者|意思|定义|原理|公式|反义词|近义词|面积)|哪一?年(?!的?新闻)|出生于|哪(?:个)?朝代|(?:最大|最长|最高|最小|最深)的|有多(?:高|长|深|远|重)|是谁(?:写|发明|发现|画)的|怎么(?:做|来|形成|产生|工作|运作|制作)的|历史上/i;

/**
 * Decides by rules, in English and Chinese; in other languages what is no small talk and no task is `likely`. A bare
 * follow-up ("and in Poland?") needs what `before` needed, the question it follows; "" where there is none.
 */
export function needsPosts(question: string, before = ""): PostsNeed {
  const own = needOf(question.trim());
  if (before === "" || own === "asked") return own;
  if (isBareFollowUp(question)) return needOf(before.trim());
  return own === "likely" && pointsBack(question) && needOf(before.trim()) === "asked" ? "asked" : own;
}

function needOf(asked: string): PostsNeed {
  if (asked === "" || smallTalkIn(asked) !== null || isCrisis(asked)) return "no";
  const { intent } = readQuestion(asked, detectLanguage(asked) === "zh" ? "zh" : "en");
  if (work.has(intent)) return "no";
  if (aboutThis.test(asked)) return "no";
  if (aboutPosts.test(asked)) return "asked";
  const isOfTheBooks = ofTheBooks.test(asked) && !wantsToday(asked);
  if (aboutNow.test(asked) && !neverNow.has(intent)) return isOfTheBooks ? "no" : "asked";
  if (intent === "why" && ofADeed.test(asked) && !isOfTheBooks) return "likely";
  if (timeless.has(intent) || mostlyTimeless.has(intent) || isOfTheBooks) return "no";
  return "likely";
}

/** Names a day of this week, so that no book can answer. */
function wantsToday(question: string): boolean {
  return /\b(?:today|tonight|yesterday|last night|right now|this (?:morning|afternoon|evening|week|weekend)|breaking|news|latest|hours? ago|minutes? ago)\b|今[天晚早日]|昨[天晚日夜]|现在|刚刚|刚才|最新|最近|新闻|消息/i.test(
    question,
  );
}
