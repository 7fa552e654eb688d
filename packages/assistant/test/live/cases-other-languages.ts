import { answered, type LiveCase, unanswered } from "./live-case.ts";

export const otherLanguageCases: readonly LiveCase[] = [
  answered(
    "今天地铁几点停运？",
    ["a, 10: 地铁今天23点30分停运，大家注意。", "b, 20: 地铁里好挤。"],
    [1],
    ["23点30分"],
  ),
  answered(
    "昨晚的比赛谁赢了？",
    ["a, 700: 昨晚的比赛红队赢了，太精彩了。", "b, 720: 比赛真好看。"],
    [1],
    ["红队"],
  ),
  answered(
    "大家怎么看新的地铁票价？",
    [
      "a, 10: 地铁票价涨太多了，不合理。",
      "b, 20: 新票价还可以接受，地铁服务好就行。",
      "c, 30: 今天吃了火锅。",
    ],
    [1, 2],
  ),
  answered(
    "音乐节在哪里举行？",
    ["a, 60: 音乐节在滨江公园举行，下午开始。", "b, 70: 好期待音乐节。"],
    [1],
    ["滨江公园"],
  ),
  answered("火箭发射成功了吗？", ["a, 6: 火箭发射成功，祝贺！", "b, 30: 等着看火箭发射。"], [1], ["成功"]),
  answered("地震震级是多少？", ["a, 6: 刚才的地震震级为4.6级。", "b, 8: 地震了！"], [1], ["4.6"]),
  answered("停电的原因是什么？", ["a, 6: 停电是因为变电站故障。", "b, 9: 又停电了。"], [1], ["变电站"]),
  answered(
    "机场现在还在延误吗？",
    ["a, 9: 机场延误已经结束，航班恢复正常。", "b, 400: 机场延误三个小时。"],
    [1, 2],
  ),
  answered("市长辞职了吗？", ["a, 15: 市长今天宣布辞职。", "b, 50: 市长来我们学校了。"], [1], ["辞职"]),
  answered("门票多少钱？", ["a, 15: 展览门票80元，学生半价。", "b, 50: 展览很好看。"], [1], ["80元"]),
  answered(
    ["今天北京有大雨吗？", "那上海呢？"],
    ["a, 15: 北京今天大雨，注意安全。", "b, 20: 上海今天也有大雨。"],
    [2],
    ["上海"],
  ),
  unanswered("今天地铁几点停运？", ["b, 20: 地铁里好挤。"]),
  unanswered("火灾有多少人受伤？", ["b, 20: 码头那边着火了，好大的烟。"]),
  unanswered("台风现在到哪里了？", ["b, 20: 今天的风真舒服。"]),
  answered(
    "Wann beginnt heute das Konzert im Kesselhaus?",
    [
      "a, 20: Das Konzert im Kesselhaus beginnt um 20:30 Uhr.",
      "b, 30: Freue mich auf das Konzert im Kesselhaus!",
    ],
    [1],
    ["20:30"],
  ),
  answered(
    "Où commence la manifestation à Lyrac ?",
    ["a, 20: La manifestation à Lyrac commence place Bellune à 14h."],
    [1],
    ["Bellune"],
  ),
  answered(
    "¿Quién ganó la carrera de Montalba?",
    ["a, 20: Lucía Ferrer ganó la carrera de Montalba."],
    [1],
    ["Lucía Ferrer"],
  ),
  answered(
    "Wer hat das Rennen in Waldburg gewonnen?",
    [
      "a, 9: Lena Kirsch hat das Rennen in Waldburg gewonnen.",
      "b, 20: Viel Verkehr in Waldburg wegen Rennen.",
    ],
    [1],
    ["Lena Kirsch"],
  ),
  answered(
    "Qui a gagné la course à Valbrune ?",
    ["a, 9: Léa Morin a gagné la course à Valbrune.", "b, 20: Beaucoup de monde à Valbrune pour la course."],
    [1],
    ["Léa Morin"],
  ),
  unanswered("Qui a gagné la course à Valbrune ?", ["b, 20: Beaucoup de monde à Valbrune pour la course."]),
  answered(
    "¿Quién ganó la carrera de Montelino?",
    ["a, 9: Inés Prado ganó la carrera de Montelino.", "b, 20: Mucha gente en la carrera de Montelino."],
    [1],
    ["Inés Prado"],
  ),
  unanswered("¿Quién ganó la carrera de Montelino?", ["b, 20: Mucha gente en la carrera de Montelino."]),
  unanswered("Wer hat das Rennen in Waldburg gewonnen?", ["a, 20: Viel Verkehr in Waldburg wegen Rennen."]),
];
