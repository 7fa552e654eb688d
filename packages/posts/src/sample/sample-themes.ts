// What people of the sample feed talk about on an ordinary day. Places, clubs and programs are made up.

/** Sentences with "{slots}" to be filled with any of the values of that name. */
export interface SampleTheme {
  readonly language: string;
  /** How often it is chosen, against the others. */
  readonly weight: number;
  readonly sentences: readonly string[];
  readonly slots: Readonly<Record<string, readonly string[]>>;
}

const towns = ["Lintmoor", "Fenholm", "Oldwick", "Port Amsel", "Brackley Sands", "Tarn End", "Nether Quay"];

export const sampleThemes: readonly SampleTheme[] = [
  {
    language: "en",
    weight: 5,
    sentences: [
      "Clear skies over {town} and {planet} is bright enough to throw a shadow. #astronomy",
      "Got {planet} in the small telescope for {count} minutes before the cloud rolled in over {town}.",
      "Anyone else in {town} see {planet} next to the moon? Took {count} frames, stacking them now.",
      "First time out with the new {lens}. {planet} looked like a coin. Cold hands, worth it.",
      "The light pollution in {town} is worse than last winter; I counted {count} stars in the square of Pegasus.",
    ],
    slots: {
      town: towns,
      planet: ["Jupiter", "Saturn", "Venus", "Mars"],
      lens: ["eyepiece", "refractor", "binoculars", "filter"],
      count: ["11", "14", "19", "23", "31", "40", "47"],
    },
  },
  {
    language: "en",
    weight: 6,
    sentences: [
      "The {clock} to {town} is {count} minutes late again, {reason}.",
      "Platform {count} at {town} smells of coffee and rain. The {clock} is on time for once.",
      "Train news from {town}: {reason}, expect about {count} minutes more.",
      "Sat beside somebody knitting a {colour} scarf all the way from {town}. Best part of the ride. #trains",
      "Why does the {clock} from {town} have {count} seats and one working door?",
    ],
    slots: {
      town: towns,
      clock: ["7:12", "8:40", "16:05", "17:58", "21:30"],
      reason: [
        "a swan on the track",
        "signal repairs",
        "a door that would not close",
        "wet leaves",
        "a missing driver",
      ],
      colour: ["mustard", "green", "crimson", "grey"],
      count: ["2", "4", "6", "9", "12", "25"],
    },
  },
  {
    language: "en",
    weight: 5,
    sentences: [
      "Released {program} {version}: {change}. Notes in the repository. #smallsoftware",
      "{program} {version} halves the memory of my {task} job. {count} MB instead of twice that.",
      "Spent the afternoon on a bug in {program}; it was {cause}. Of course it was.",
      "Is anybody running {program} for {task} at home? How does it do after {count} days?",
      "Wrote {count} lines, deleted twice as many. {program} is quicker and I understand it again.",
    ],
    slots: {
      program: ["parsnip", "tinyledger", "mossdb", "quillterm", "brambleq", "fernsync"],
      version: ["0.9.2", "1.0", "1.4.1", "2.3", "3.0-rc1"],
      change: [
        "faster start",
        "no more global lock",
        "a readable log",
        "keyboard only",
        "less of everything",
      ],
      task: ["backup", "photo", "billing", "sensor", "mail"],
      cause: ["a time zone", "an off-by-one", "a cache", "a comma", "my own script"],
      count: ["12", "38", "60", "90", "140", "300"],
    },
  },
  {
    language: "en",
    weight: 5,
    sentences: [
      "{weather} over {town} since dawn. The {animal} on the roof does not mind.",
      "{count} mm in the gauge at {town}. {weather} and more to come, says my knee.",
      "Walked the sea wall at {town}: {weather}, one {animal}, no people.",
      "The bakery in {town} has {dish} again. {count} people in the queue and nobody is cross.",
      "Made {dish} with what was left: {spice} and patience. Would do it again. #cooking",
      "Is {spice} in {dish} a crime or a discovery? Asking for {count} guests.",
    ],
    slots: {
      town: towns,
      weather: ["Drizzle", "Low fog", "Bright wind", "Thin sun", "Sleet"],
      animal: ["gull", "heron", "cat", "jackdaw"],
      dish: [
        "leek pie",
        "barley soup",
        "cardamom buns",
        "pickled turnips",
        "chestnut dumplings",
        "rye flatbread",
      ],
      spice: ["fennel", "smoked salt", "sumac", "mustard seed", "nutmeg"],
      count: ["3", "5", "7", "8", "16", "22"],
    },
  },
  {
    language: "en",
    weight: 4,
    sentences: [
      "{club} press high and leave {count} metres behind. It will end in tears or in glory.",
      "Half-time at {town}: {club} one up, the pie stall sold out. #{tag}",
      "That {club} keeper has saved {count} in a row. Somebody check her boots for glue.",
      "{club} away, {count} of us on the bus, one song, all the way to {town}.",
    ],
    slots: {
      town: towns,
      club: ["Lintmoor Rovers", "Fenholm Athletic", "Oldwick Wanderers", "Amsel Town"],
      tag: ["HarbourLeague", "TheBigPie", "RoversRoad"],
      count: ["4", "6", "20", "30", "41", "52"],
    },
  },
  {
    language: "de",
    weight: 3,
    sentences: [
      "Der Zug nach {ort} hat schon wieder {zahl} Minuten Verspätung, {grund}.",
      "Klarer Himmel über {ort}, {planet} steht direkt neben dem Mond. #Astronomie",
      "Heute {gericht} gekocht, {zahl} Portionen, und alle sind weg.",
      "Im Wald bei {ort} riecht es nach Pilzen. {zahl} Steinpilze, mehr verrate ich nicht.",
      "{verein} spielt wieder wie im Nebel, und in {ort} ist tatsächlich Nebel.",
    ],
    slots: {
      ort: ["Grünhafen", "Oberlinden", "Kaltenbrück", "Seewalde"],
      grund: ["wegen einer Weiche", "wegen eines Schwans auf dem Gleis", "ohne dass jemand weiß, warum"],
      planet: ["Jupiter", "Saturn", "die Venus", "der Mars"],
      gericht: ["Linsensuppe", "Apfelstrudel", "Kartoffelsalat", "Grünkohl"],
      verein: ["Union Grünhafen", "Der SV Kaltenbrück", "Eintracht Seewalde"],
      zahl: ["3", "5", "9", "12", "20", "35"],
    },
  },
  {
    language: "fr",
    weight: 2,
    sentences: [
      "Le marché de {ville} sent le {produit} et la pluie, {nombre} étals ce matin.",
      "Le train pour {ville} a {nombre} minutes de retard, encore une histoire de {cause}.",
      "J'ai observé {planete} depuis le toit à {ville}, le ciel était parfait.",
      "Recette du jour : tarte au {produit} pour {nombre} personnes, et il n'en reste rien.",
    ],
    slots: {
      ville: ["Saint-Orval", "Port-Lisse", "Montclairet", "Valbrune"],
      produit: ["poireau", "citron", "fromage", "thym"],
      planete: ["Jupiter", "Saturne", "Vénus"],
      cause: ["signal", "porte", "feuilles mortes"],
      nombre: ["4", "6", "8", "15", "20", "30"],
    },
  },
  {
    language: "es",
    weight: 2,
    sentences: [
      "En {pueblo} llueve desde las seis y el {animal} del vecino duerme en mi ventana.",
      "El tren a {pueblo} llega con {numero} minutos de retraso, pero el café está bueno.",
      "He hecho {plato} para {numero} personas y no ha sobrado nada.",
      "Desde la sierra de {pueblo} se ve {planeta} sin telescopio. #astronomía",
    ],
    slots: {
      pueblo: ["Villarroca", "Puerto Almendro", "Sotolino", "Campoalba"],
      animal: ["gato", "perro", "loro"],
      plato: ["lentejas", "tortilla de calabacín", "arroz con setas"],
      planeta: ["Júpiter", "Saturno", "Venus"],
      numero: ["4", "7", "10", "18", "25"],
    },
  },
  {
    language: "ja",
    weight: 3,
    sentences: [
      "{町}の空は晴れていて、{星}がとても明るい。#天体観測",
      "{町}行きの電車が{数}分遅れています。{理由}とのこと。",
      "今日の晩ごはんは{料理}。{数}人分つくったのに全部なくなった。",
      "{町}の商店街で{料理}を食べた。{数}年ぶりの味。",
    ],
    slots: {
      町: ["青浜町", "南川原", "霧ヶ丘", "古橋台"],
      星: ["木星", "土星", "金星", "火星"],
      理由: ["信号の点検", "ドアの故障", "線路に白鳥"],
      料理: ["かぼちゃのスープ", "きのこご飯", "焼きうどん", "だし巻き卵"],
      数: ["3", "5", "8", "10", "15"],
    },
  },
  {
    language: "zh",
    weight: 2,
    sentences: [
      "{地}的夜空很清楚，用小望远镜看到了{星}。#天文",
      "去{地}的火车又晚点{数}分钟，说是{因}。",
      "做了{菜}，{数}个人吃得干干净净。",
      "{地}的早市开了，{菜}还是老味道。",
    ],
    slots: {
      地: ["青石港", "柳桥镇", "云顶村", "南湾"],
      星: ["木星", "土星", "金星", "火星"],
      因: ["信号检修", "车门故障", "轨道上有天鹅"],
      菜: ["萝卜炖汤", "葱油拌面", "蘑菇饺子", "红豆糕"],
      数: ["3", "5", "8", "12", "20"],
    },
  },
  {
    language: "pt",
    weight: 1,
    sentences: [
      "O comboio para {vila} está {numero} minutos atrasado, mas o mar está lindo.",
      "Fiz {prato} para {numero} pessoas e não sobrou nada.",
    ],
    slots: {
      vila: ["Vila Serena", "Porto Amieiro", "Ribeira Nova"],
      prato: ["caldo de couve", "bolo de laranja", "arroz de tomate"],
      numero: ["5", "8", "12", "17"],
    },
  },
  {
    language: "ar",
    weight: 1,
    sentences: [
      "السماء صافية فوق {مدينة} هذه الليلة، و{كوكب} واضح بدون تلسكوب.",
      "القطار إلى {مدينة} متأخر {عدد} دقائق بسبب الإشارات.",
    ],
    slots: {
      مدينة: ["ميناء الزهور", "وادي النسيم", "تل الرمان"],
      كوكب: ["المشتري", "زحل"],
      عدد: ["5", "7", "9"],
    },
  },
];
