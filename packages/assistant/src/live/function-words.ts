// Words of a question that its answer need not hold: they ask, they bind, they say that somebody says something.

const english = `a an the this that these those some any each every all both either neither no not none
  i you he she it we they me him her us them my your his its our their mine yours who whom whose which what when where why how
  am is are was were be been being do does did done doing have has had having can could will would shall should may might must
  to of in on at by for from with without into onto over under up about against between through during before after
  around near as than then so if or and but nor because while until since also too very just only even still yet already again
  there here now today tonight yesterday tomorrow hour hours minute minutes day days week weeks time
  ago last past latest newest recent recently current currently moment right
  say says said saying tell tells told telling talk talking talks think thinks thinking thought know knows known report reports
  reported reporting mention mentions mentioned post posts posted posting tweet tweets tweeted people anyone anybody everyone
  everybody someone somebody something anything everything nothing thing things going happen happens happened happening
  many much long often far old big please find show give get got look search check any news update updates word info information
  see sees saw seen hear hears heard notice noticed feel feels feeling opinion opinions reaction reactions react reacting kind sort way lot lots really actually exactly
  x twitter bluesky mastodon hacker online internet web social media live feed let lets ok okay hey hi hello grok
  there's what's who's where's how's when's it's that's i'm i've don't didn't doesn't isn't aren't wasn't weren't can't
  s t re ve ll d m don didn doesn isn aren wasn hasn haven more most other others another else true anybody's`;

/** The longest first, because a part of one may be another. */
const chinese =
  `什么时候 什么地方 为什么 怎么样 怎么回事 有没有人 有没有 是不是 能不能 会不会 多少钱 多少 什么 怎么 如何 怎样 哪里 哪儿 哪个 哪些 哪位 哪家 哪支 谁
  几点 几个 几人 几比几 多久 多大 多高 何时 为何 请问 告诉我 告诉 帮我 我想知道 想知道 知道 大家 网友 人们 有人 都在 在说 说什么 怎么说 怎么看 看法 评价
  反应 讨论 谈论 议论 帖子 推文 发帖 关于 对于 情况 消息 新闻 动态 现在 目前 最新 最近 今天 今晚 昨天 刚刚 刚才 发生了 发生 进展 结果 已经 正在 没有 真的 其他人 别人 其他 别的 只看 只要 那件事 件事
  到底 究竟 可以 应该 一下 这个 那个 我们 你们 他们 原因 吗 呢 吧 啊 呀 了 的 得 是 在 有 被 把 与 跟 也 还 就 又 很 这 那 我 你 他 她 它 们 没 不 到`
    .split(/\s+/)
    .filter((word) => word !== "")
    .sort((a, b) => b.length - a.length);

const englishWords: ReadonlySet<string> = new Set(english.split(/\s+/));
const chineseWords = new RegExp(chinese.join("|"), "g");

/** Question words and small words of the languages that questions come in most after English and Chinese. */
const others: ReadonlySet<string> = new Set(
  `der die das den dem des ein eine einen einem einer ist sind war waren hat haben wird werden wer was wann wo wie viele viel warum
  und oder nicht von zu im in am an auf für mit bei es gibt heute gestern jetzt sagen leute über
  le la les l un une des du de d est sont était qui que quoi quand où comment combien pourquoi et ou ne pas dans pour sur avec a ont
  il y aujourd hui hier maintenant dit disent gens sur quel quelle quels à au aux ce cette
  el los las una es son fue qué quién quien cuándo cuando dónde donde cómo como cuántos cuántas cuánto por para con y o no se en del al
  hoy ayer ahora dicen gente sobre hay cuál lo
  il lo gli uno è sono chi che cosa dove quanto quanti perché e di da per con su oggi ieri
  o os as um uma é são foi quem quando onde como quantos quanto do da no na em com não hoje ontem
  что кто когда где как сколько почему и в на с по о не это ли сегодня вчера сейчас был была было есть
  は が の を に へ と も で か です ます した ます 何 誰 いつ どこ なぜ どう 今日 昨日 今`.split(/\s+/),
);

/** Whether `word`, folded, carries nothing of what is asked about. */
export function isFunctionWord(word: string, language: string): boolean {
  if (language === "en" || language === "" || language === "zh") return englishWords.has(word);
  return others.has(word) || (language === "ja" && /^\p{Script=Hiragana}+$/u.test(word));
}

/** `text` with spaces in place of the words of Chinese that ask and bind. */
export function withoutChineseFunctionWords(text: string): string {
  return text.replace(chineseWords, " ");
}
