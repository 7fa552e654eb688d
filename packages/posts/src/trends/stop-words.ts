// What is never a trend: words that hold sentences together, times and days, which rise and fall with the clock, and
// what posts are full of everywhere.

import { commonWords } from "../language/common-words.ts";
import { foldText } from "../words/fold-text.ts";
import { hashTerm } from "./hash-term.ts";

const calendar: Readonly<Record<string, string>> = {
  en: `today tomorrow yesterday tonight morning evening afternoon night noon midnight day days week weeks weekend month
    months year years hour hours minute minutes second seconds time monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december soon later ago spring
    summer autumn winter happy`,
  de: `heute morgen gestern abend nacht mittag tag tage woche wochen wochenende monat monate jahr jahre jahren stunde
    stunden minute minuten uhr zeit montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz april
    juni juli august september oktober november dezember fruh spat guten`,
  fr: `aujourd'hui demain hier matin soir nuit midi jour jours semaine semaines week-end mois annee annees ans heure heures
    minute minutes temps lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril juin juillet aout
    septembre octobre novembre decembre bonjour bonsoir`,
  es: `hoy manana ayer tarde noche dia dias semana semanas mes meses ano anos hora horas minuto minutos tiempo lunes martes
    miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
    diciembre buenos buenas`,
  pt: `hoje amanha ontem manha tarde noite dia dias semana mes meses ano anos hora horas minuto minutos tempo segunda terca
    quarta quinta sexta sabado domingo janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro
    dezembro bom boa`,
  it: `oggi domani ieri mattina sera notte giorno giorni settimana settimane mese mesi anno anni ora ore minuto minuti tempo
    lunedi martedi mercoledi giovedi venerdi sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto
    settembre ottobre novembre dicembre buongiorno`,
  nl: `vandaag morgen gisteren avond nacht middag dag dagen week weken weekend maand maanden jaar jaren uur uren minuut
    minuten tijd maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april juni juli
    augustus september oktober november december`,
  tr: `bugun yarin dun sabah aksam gece gun hafta ay yil saat dakika pazartesi sali carsamba persembe cuma cumartesi pazar
    gunaydin`,
  ru: `сегодня завтра вчера утро утром вечер вечером ночь ночью день дня дней неделя месяц год года лет час часов минут
    время понедельник вторник среда четверг пятница суббота воскресенье`,
  uk: `сьогодні завтра вчора ранок вечір ніч день дня днів тиждень місяць рік року час годин хвилин`,
  ar: `اليوم غدا امس صباح مساء ليلة يوم ايام اسبوع شهر سنة ساعة دقيقة الخير`,
  fa: `امروز فردا دیروز صبح شب روز هفته ماه سال ساعت دقیقه`,
  zh: `今天 明天 昨天 早上 晚上 下午 中午 我们 你们 他们 自己 一个 这个 那个 什么 没有 可以 不是 就是 还是 时候 现在 怎么 知道
    觉得 因为 所以 如果 但是 真的 已经 可能 一下 一样 这样 大家 開始 开始 今年 去年 分钟 小时 早安 晚安 不要 这么 那么 这些 一些`,
  ja: `今日 明日 昨日 今朝 今夜 毎日 時間 自分 本当 最近 一番 今年 去年 午前 午後 今回 次回 時間 一緒 最高 朝 夜 昼 人 何 私 僕
    俺 誰 今 前 後 中 日 月 年 時 分 事 物 方 気 的 思 言 見 行 来 出 入`,
  ko: `오늘 내일 어제 아침 저녁 정말 진짜 너무 그냥 지금 우리 나는 내가 그리고 하지만 이제 그런 이런 있는 없는 하는 것은 것이`,
};

const everywhere = `http https www com org net rt via amp gt lt nbsp lol lmao haha hahaha omg jaja jajaja kkk kkkk link post posts
  thread video photo please thanks thank hello hey`;

const ofLanguage = new Map<string, ReadonlySet<number>>();
const ofAll = new Set<number>();

for (const language of new Set([...commonWords.keys(), ...Object.keys(calendar)])) {
  const words = [
    ...(commonWords.get(language) ?? []),
    ...`${calendar[language] ?? ""} ${everywhere}`.split(/\s+/),
  ];
  const hashes = new Set(words.filter((word) => word !== "").map((word) => hashTerm(foldText(word))));
  ofLanguage.set(language, hashes);
  for (const hash of hashes) ofAll.add(hash);
}

/** Hashes of the words that say nothing in `language`; of every language's where it is not known. */
export function stopWordsOf(language: string): ReadonlySet<number> {
  return ofLanguage.get(language) ?? ofAll;
}
