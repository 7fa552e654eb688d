// Topics on which no joke is made. The lists err on the side of gravity: a plain answer to a light question costs
// nothing.

const english: readonly RegExp[] = [
  /\b(suicid\w*|self[- ]harm\w*|kill(ing)? (my|him|her|your|them)sel(f|ves)|end (it all|my life)|overdos\w*|want to die|hurt(ing)? myself|cut(ting)? myself)\b/,
  /\b(die|dies|died|dying|dead|death\w*|deceased|funeral\w*|grie(f|ve|ving)|mourn\w*|bereave\w*|widow\w*|obituar\w*|condolence\w*|eulog\w*|miscarri\w*|stillb\w*|pass(ed|ing) away|lost my \w+)\b/,
  /\b(cancer\w*|tumou?rs?|leuk\w+|chemo\w*|stroke|heart attack|diabet\w*|dementia|alzheimer\w*|parkinson\w*|hiv|aids|covid\w*|epilep\w*|seizure\w*|disease\w*|illness\w*|sick|symptom\w*|diagnos\w*|surgery|surgical|hospital\w*|emergency|ambulance|medicin\w*|medication\w*|antidepress\w*|dos(e|age)|pregnan\w*|abortion\w*|bleed\w*|chest pain|in pain|disab(led|ility)|poison\w*|allerg\w+|doctor)\b/,
  /\b(depress(ed|ion|ing|ive)|anxi(ety|ous)|panic attack\w*|ptsd|trauma\w*|bipolar|schizo\w*|psychos\w*|anorexi\w*|bulimi\w*|eating disorder\w*|burn(ed|t)? ?out|addict\w*|alcoholi\w*|lonely|loneliness|hopeless|crying|heartbroken|break ?up|broke up|divorc\w*)\b/,
  /\b(rape[ds]?|raping|rapist|sexual(ly)? (assault|abuse|harass)\w*|abus(e|ed|er|ive|ing)|domestic violence|molest\w*|assault\w*|stalk(er|ed|ing)|murder\w*|homicide|kidnap\w*|tortur\w*|genocid\w*|holocaust|massacre\w*|terroris\w*|shooting|lynch\w*|slavery|hate crime\w*|racis[mt]\w*)\b/,
  /\b(war|wars|invasion|bomb(ing|ed|s)?|refugee\w*|famine|starv\w*|earthquake\w*|tsunami\w*|hurricane\w*|wildfire\w*|flood(s|ed|ing)?|plane crash|car (crash|accident)|accident\w*|pandemic\w*|nuclear (attack|accident|disaster)|chernobyl|fukushima|9\/11)\b/,
  /\b(debt\w*|bankrupt\w*|foreclos\w*|evict\w*|homeless\w*|unemployed|laid off|fired from|lost (my|his|her|their|our) (job|home|house|savings)|can'?t (afford|pay)|pay ?day loan\w*|loan shark\w*|scam(med)?|food bank|arrested|prison|jail|lawsuit|sued|deport\w*|custody)\b/,
];

const chinese =
  /自杀|自残|轻生|想死|不想活|活不下去|寻短见|割腕|去世|死(?!机|循环|锁|板|记|心眼)|过世|离世|逝世|葬礼|丧|悼|遗嘱|癌|肿瘤|白血病|化疗|中风|心梗|心脏病|糖尿病|痴呆|艾滋|癫痫|新冠|疾病|生病|得病|患病|病人|症状|确诊|诊断|手术|住院|急诊|急救|救护车|吃药|服药|药量|剂量|怀孕|流产|堕胎|出血|疼|残疾|中毒|过敏|医生|抑郁|焦虑|惊恐|创伤|双相|精神分裂|厌食|成瘾|酗酒|戒毒|吸毒|孤独|绝望|崩溃|分手|离婚|失恋|出轨|强奸|性侵|性骚扰|家暴|虐待|猥亵|谋杀|杀人|绑架|酷刑|屠杀|恐怖袭击|枪击|奴隶|种族歧视|大战|战争|入侵|轰炸|难民|饥荒|地震|海啸|洪水|火灾|空难|车祸|事故|疫情|核泄漏|欠债|负债|债务|破产|还不起|网贷|高利贷|失业|被裁|裁员|被骗|诈骗|无家可归|坐牢|监狱|被捕|起诉|抚养权/;

const crisisEnglish =
  /\b(suicid\w*|self[- ]harm\w*|kill(ing)? myself|end (it all|my life)|(want|wanna|going|ready) to die|don'?t want to (live|be alive|wake up)|hurt(ing)? myself|cut(ting)? myself|overdos(e|ed|ing)|(he|she|partner|husband|wife|boyfriend|girlfriend|father|mother|dad|mom|mum) (hits|beats|is hitting|is beating|abuses|raped) me|(was|been|being) (raped|abused|assaulted|stalked)|no reason to live|better off dead)\b/;
const crisisChinese =
  /自杀|自残|轻生|想死|不想活|活不下去|活着没意思|寻短见|割腕|结束生命|家暴|打我|被强奸|被性侵|被虐待/;

/** Whether `text` is about illness, death, violence, disaster or need, so that wit is out of place. */
export function isSerious(text: string): boolean {
  const read = bothEnds(text);
  return chinese.test(read) || english.some((words) => words.test(read));
}

/** Whether somebody seems to be in danger now; then nothing but the answer belongs on the screen. */
export function isCrisis(text: string): boolean {
  const read = bothEnds(text);
  return crisisChinese.test(read) || crisisEnglish.test(read);
}

/** In lower case; of a long text its beginning and its end. */
function bothEnds(text: string): string {
  const read = text.length > 16_000 ? `${text.slice(0, 8_000)}\n${text.slice(-8_000)}` : text;
  return read.toLowerCase().replaceAll("’", "'");
}
