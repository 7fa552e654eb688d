// What suddenly happens in the made-up world of the sample feed: for some minutes many people talk of one thing, and they
// do not agree on all of it. It happens somewhere else each time, so that it is always news.

import type { SampleTheme } from "./sample-themes.ts";

export interface SampleStory extends Omit<SampleTheme, "weight"> {
  /** What {name} is while it lasts: one of each. */
  readonly names: readonly (readonly string[])[];
}

const streets = [
  "the ferry pier",
  "Mill Lane",
  "the upper market",
  "Quay Street",
  "the old school",
  "Station Hill",
];

const beginnings = [
  "Lint",
  "Hollin",
  "Fen",
  "Brack",
  "Wend",
  "Thrum",
  "Cald",
  "Sorrel",
  "Quill",
  "Marl",
  "Ember",
  "Tarn",
];
const towns = [beginnings, ["moor", "holm", "wick", "combe", "stow", "beck", "mere", "gate"]];

export const sampleStories: readonly SampleStory[] = [
  {
    language: "en",
    names: towns,
    sentences: [
      "Huge fireball over {name} just now, {colour} and silent. Seen from {place}. #{name}Fireball",
      "Did anyone else see that? {name} fireball, lasted {count} seconds, {colour} tail.",
      "The {name} fireball broke into {parts} above {place}, the dog is still under the table.",
      "My doorbell camera at {place} caught the fireball over {name}. {count} seconds, no sound.",
      "There was a bang about {count} seconds after the {name} fireball, windows shook at {place}.",
      "{name} fireball: no bang at all at {place}, whatever people say. {colour} light, then nothing.",
    ],
    slots: {
      place: streets,
      colour: ["green", "orange", "white-blue", "yellow"],
      parts: ["two", "three", "four"],
      count: ["3", "4", "5", "7", "90"],
    },
  },
  {
    language: "en",
    names: towns,
    sentences: [
      "{name} Bridge is closed, police turn everybody back at {place}. #{name}Bridge",
      "They say {name} Bridge stays closed until {clock}. Queue goes back to {place}.",
      "Just walked over {name} Bridge, it is open for people on foot, not for cars.",
      "{name} Bridge closed because of {reason}, says the woman with the radio at {place}.",
      "Bus {count} goes round by {place} while {name} Bridge is shut.",
      "{name} Bridge is open again since {clock}, I am on it right now.",
      "No, {name} Bridge is not open. Standing at {place}, barrier down.",
    ],
    slots: {
      place: streets,
      reason: ["a cracked bearing", "flood water", "a lorry that lost its load"],
      clock: ["four", "half past five", "six", "tomorrow"],
      count: ["3", "8", "14", "21"],
    },
  },
  {
    language: "en",
    names: [
      ["moss", "fern", "lichen", "thistle", "bracken", "sedge", "yarrow"],
      ["db", "kit", "fs", "mail", "grid"],
    ],
    sentences: [
      "{name} 4.0 is out and it reads old files without conversion. {feel}",
      "Upgraded {count} machines to {name} 4.0, {result}.",
      "{name} 4.0 start-up went from {count} s to under one here. {feel}",
      "Careful with {name} 4.0 on {system}: {result} after the first restart.",
      "The notes for {name} 4.0 are worth reading to the end, especially the part on {system}. #{name}",
    ],
    slots: {
      feel: ["Well done.", "I did not expect that.", "Finally.", "Trying it at home tonight."],
      result: ["all fine", "one index had to be rebuilt", "no trouble at all", "the log fills up"],
      system: ["network drives", "32-bit boards", "small disks"],
      count: ["3", "9", "12", "40"],
    },
  },
  {
    language: "en",
    names: towns,
    sentences: [
      "GOAL for {name} Athletic! {count} minutes gone and the stand is shaking. #HarbourLeague",
      "{name} Athletic lead the final after {how}. I cannot feel my hands.",
      "That {name} Athletic goal was {opinion}. Watch it again.",
      "Final score in the Harbour League: {name} Athletic win it, {how}.",
      "{name} Athletic champions. My grandmother predicted it in {count} seconds flat.",
    ],
    slots: {
      how: ["a header at the far post", "a free kick nobody touched", "an own goal", "a penalty"],
      opinion: ["offside by a boot", "perfectly fine", "the goal of the year", "pure luck"],
      count: ["12", "31", "58", "77", "89"],
    },
  },
  {
    language: "de",
    names: [
      ["Grün", "Möwen", "Birken", "Dorn", "Kranich", "Hasel", "Otter"],
      ["hafen", "brück", "winkel", "siel", "aue"],
    ],
    sentences: [
      "Stromausfall in {name}, {ort} ist komplett dunkel. #{name}",
      "In {name} ist der Strom weg, seit etwa {zahl} Minuten. Bei euch in {ort} auch?",
      "Stromausfall {name}: die Stadtwerke sagen, es dauert noch {zahl} Minuten.",
      "In {ort} ist der Strom wieder da, im Rest von {name} wohl noch nicht.",
      "Ganz {name} bei Kerzenlicht. Stromausfall kann auch schön sein.",
    ],
    slots: {
      ort: ["die Altstadt", "der Hafen", "die Nordsiedlung", "das Bahnhofsviertel"],
      zahl: ["10", "20", "30", "45"],
    },
  },
  {
    language: "ja",
    names: [
      ["青", "霧", "白", "月", "松", "藤", "鳴"],
      ["浜", "崎", "沢", "原", "瀬"],
    ],
    sentences: [
      "{name}町の花火大会、{場所}から見えています。{感想}",
      "{name}町の花火大会は{数}時からに変更だそうです。",
      "花火大会、風が強くて{場所}は煙だらけ。{感想}",
      "{name}町の花火大会、最後の{数}発がすごかった。#{name}花火",
    ],
    slots: {
      場所: ["駅前", "河川敷", "丘の公園", "港"],
      感想: ["きれい。", "音がすごい。", "来てよかった。"],
      数: ["7", "8", "20", "50"],
    },
  },
  {
    language: "es",
    names: [
      ["Villa", "Monte", "Peña", "Fuente", "Valde"],
      ["rroca", "zarza", "lince", "quejigo", "romero"],
    ],
    sentences: [
      "Se ha ido la luz en {name}, {sitio} está a oscuras. #{name}",
      "Apagón en {name} desde hace {numero} minutos, ¿alguien sabe algo?",
      "En {sitio} ya ha vuelto la luz, el apagón de {name} parece que termina.",
      "El apagón de {name} nos ha dejado con {numero} velas y una guitarra.",
    ],
    slots: { sitio: ["la plaza", "el puerto", "el barrio alto"], numero: ["5", "10", "20", "40"] },
  },
];
