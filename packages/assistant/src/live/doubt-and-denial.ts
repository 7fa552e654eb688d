// Words that turn what a sentence says: doubt, denial, and pairs that cannot both be so.

const doubt =
  /\b(?:expect\w*|analysts?|forecast\w*|predict\w*|rumou?r\w*|alleg\w*|reported\w*|apparent\w*|supposed\w*|unconfirmed|unverified|claim\w*|maybe|perhaps|possibl[ye]|probabl[ye]|likely|may|might|could|would|if|hope\w*|guess\w*|seems?|looks like|hear(?:d|ing)?|think|thinks|believe\w*|bet|reckon|sources say|not sure|i assume|speculat\w*|estimate[sd]?|projected|planned|propos\w+|consider\w*)\b|预计|预期|分析师|可能|据说|据称|传闻|传言|未经证实|未证实|或许|也许|似乎|好像|听说|希望|如果|猜|估计|谣传|疑似|有望|计划|拟/i;

const denial =
  /\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|hardly|denie[ds]|deny|false|fake|hoax|debunked|untrue|\w+n't)\b|\w+n’t\b|不是|不会|不能|没有|没|未|无|非|否认|不实|谣言|并不|[不没未]/i;

/** Each side denies the other. Stems are not needed: whole forms are listed. */
const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:open|opened|opens|reopened|reopens|running|resumed|back to normal)\b|开放|恢复|通车|重开/i,
    /\b(?:closed?|closes|closing|shut|blocked|suspended|halted|stopped)\b|关闭|封闭|停运|停业|封路|中断/i,
  ],
  [
    /\b(?:confirmed|confirms|true|genuine|real)\b|证实|属实|确认/i,
    /\b(?:denied|denies|false|fake|hoax|debunked|untrue)\b|否认|不实|谣言|假的/i,
  ],
  [
    /\b(?:going ahead|goes ahead|go ahead|still on|as planned|will take place)\b|照常|如期/i,
    /\b(?:cancel|cancell?ed|called off|postponed|scrapped|abandoned)\b|取消|推迟|延期/i,
  ],
  [
    /\b(?:win|won|wins|winners?|beat|victory)\b|赢|获胜|夺冠/i,
    /\b(?:lose|lost|loses|beaten|defeat(?:ed)?)\b|输|落败|失利/i,
  ],
  [
    /\b(?:alive|survived|safe|unhurt)\b|生还|平安|安全/i,
    /\b(?:dead|died|killed|missing|injured|hurt|unsafe)\b|死亡|遇难|失踪|受伤/i,
  ],
  [
    /\b(?:up|rose|rises|rising|higher|gains?|increased?)\b|上涨|上升|增加/i,
    /\b(?:down|fell|falls|falling|lower|dropped|drops|decreased?)\b|下跌|下降|减少/i,
  ],
  [/\b(?:on time|punctual)\b|准点|正点/i, /\b(?:delay(?:ed|s)?|late)\b|晚点|延误/i],
  [
    /\b(?:working|works|back up|online|restored|fixed)\b|正常|修复|恢复/i,
    /\b(?:down|broken|outage|offline|not working|errors?)\b|故障|瘫痪|崩了|宕机/i,
  ],
  [
    /\b(?:pass|passed|approved?|accepted|guilty)\b|通过|批准/i,
    /\b(?:rejected|failed|vetoed|blocked|innocent|acquitted)\b|否决|驳回|拒绝/i,
  ],
  [
    /\b(?:resign|resigned|resigns|quits?|steps down|stepping down)\b|辞职|下台/i,
    /\b(?:stays|staying|remains|will not resign|refuses to)\b|留任|不会辞职/i,
  ],
  [/\b(?:love|great|brilliant|excellent|amazing)\b/i, /\b(?:hate|terrible|awful|useless|disappointing)\b/i],
];

/** Says how sure the speaker is not: an expectation, a rumour, a condition. */
export function isDoubtful(sentence: string): boolean {
  return doubt.test(sentence);
}

export function isDenial(sentence: string): boolean {
  return denial.test(sentence);
}

/** Tells of a text whether it speaks of the same as `word`, this way or the opposite: "closed" of "open". Null for most words. */
export function matterOf(word: string): ((text: string) => boolean) | null {
  const pairs = opposites.filter((pair) => pair.some((side) => side.test(word)));
  if (pairs.length === 0) return null;
  return (text) => pairs.some((pair) => pair.some((side) => side.test(text)));
}

/** Whether two sentences about the same hold words that cannot both be so. */
export function areOpposed(a: string, b: string): boolean {
  return opposites.some(
    ([one, other]) =>
      (one.test(a) && !other.test(a) && other.test(b) && !one.test(b)) ||
      (one.test(b) && !other.test(b) && other.test(a) && !one.test(a)),
  );
}
