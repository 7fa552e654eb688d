// What suddenly happens in the made-up world of the sample feed: for some minutes many people talk of one thing, and they
// do not agree on all of it.

import type { SampleTheme } from "./sample-themes.ts";

export type SampleStory = Omit<SampleTheme, "weight">;

const streets = [
  "the ferry pier",
  "Mill Lane",
  "the upper market",
  "Quay Street",
  "the old school",
  "Station Hill",
];

export const sampleStories: readonly SampleStory[] = [
  {
    language: "en",
    sentences: [
      "Huge fireball over Lintmoor just now, {colour} and silent. Seen from {place}. #LintmoorFireball",
      "Did anyone else see that? Lintmoor fireball, lasted {count} seconds, {colour} tail.",
      "The Lintmoor fireball broke into {parts} above {place}, the dog is still under the table.",
      "My doorbell camera at {place} caught the fireball over Lintmoor. {count} seconds, no sound.",
      "There was a bang about {count} seconds after the Lintmoor fireball, windows shook at {place}.",
      "Lintmoor fireball: no bang at all at {place}, whatever people say. {colour} light, then nothing.",
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
    sentences: [
      "Hollin Bridge is closed, police turn everybody back at {place}. #HollinBridge",
      "They say Hollin Bridge stays closed until {clock}. Queue goes back to {place}.",
      "Just walked over Hollin Bridge, it is open for people on foot, not for cars.",
      "Hollin Bridge closed because of {reason}, says the woman with the radio at {place}.",
      "Bus {count} goes round by {place} while Hollin Bridge is shut.",
      "Hollin Bridge is open again since {clock}, I am on it right now.",
      "No, Hollin Bridge is not open. Standing at {place}, barrier down.",
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
    sentences: [
      "mossdb 4.0 is out and it reads old files without conversion. {feel}",
      "Upgraded {count} machines to mossdb 4.0, {result}.",
      "mossdb 4.0 start-up went from {count} s to under one here. {feel}",
      "Careful with mossdb 4.0 on {system}: {result} after the first restart.",
      "The notes for mossdb 4.0 are worth reading to the end, especially the part on {system}. #mossdb",
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
    sentences: [
      "GOAL for Fenholm Athletic! {count} minutes gone and the stand is shaking. #HarbourLeague",
      "Fenholm Athletic lead the final after {how}. I cannot feel my hands.",
      "That Fenholm Athletic goal was {opinion}. Watch it again.",
      "Final score in the Harbour League: Fenholm Athletic win it, {how}.",
      "Fenholm Athletic champions. My grandmother predicted it in {count} seconds flat.",
    ],
    slots: {
      how: ["a header at the far post", "a free kick nobody touched", "an own goal", "a penalty"],
      opinion: ["offside by a boot", "perfectly fine", "the goal of the year", "pure luck"],
      count: ["12", "31", "58", "77", "89"],
    },
  },
  {
    language: "de",
    sentences: [
      "Stromausfall in Grünhafen, {ort} ist komplett dunkel. #Grünhafen",
      "In Grünhafen ist der Strom weg, seit etwa {zahl} Minuten. Bei euch in {ort} auch?",
      "Stromausfall Grünhafen: die Stadtwerke sagen, es dauert noch {zahl} Minuten.",
      "In {ort} ist der Strom wieder da, im Rest von Grünhafen wohl noch nicht.",
      "Ganz Grünhafen bei Kerzenlicht. Stromausfall kann auch schön sein.",
    ],
    slots: {
      ort: ["die Altstadt", "der Hafen", "die Nordsiedlung", "das Bahnhofsviertel"],
      zahl: ["10", "20", "30", "45"],
    },
  },
  {
    language: "ja",
    sentences: [
      "青浜町の花火大会、{場所}から見えています。{感想}",
      "青浜町の花火大会は{数}時からに変更だそうです。",
      "花火大会、風が強くて{場所}は煙だらけ。{感想}",
      "青浜町の花火大会、最後の{数}発がすごかった。#青浜花火",
    ],
    slots: {
      場所: ["駅前", "河川敷", "丘の公園", "港"],
      感想: ["きれい。", "音がすごい。", "来てよかった。"],
      数: ["7", "8", "20", "50"],
    },
  },
  {
    language: "es",
    sentences: [
      "Se ha ido la luz en Villarroca, {sitio} está a oscuras. #Villarroca",
      "Apagón en Villarroca desde hace {numero} minutos, ¿alguien sabe algo?",
      "En {sitio} ya ha vuelto la luz, el apagón de Villarroca parece que termina.",
      "El apagón de Villarroca nos ha dejado con {numero} velas y una guitarra.",
    ],
    slots: { sitio: ["la plaza", "el puerto", "el barrio alto"], numero: ["5", "10", "20", "40"] },
  },
];
