import { differing, type LiveCase } from "./live-case.ts";

export const contradictoryCases: readonly LiveCase[] = [
  differing(
    "How many people were hurt in the Dock Street fire?",
    [
      "citydesk, 12: Dock Street fire: 4 people were hurt.",
      "radio, 20: At least 9 people hurt in the fire on Dock Street.",
    ],
    [1, 2],
  ),
  differing(
    "Is the harbour bridge open?",
    [
      "p, 10: The harbour bridge is open again.",
      "q, 14: Harbour bridge is still closed, just turned around there.",
    ],
    [1, 2],
  ),
  differing(
    "When does the lantern parade start tonight?",
    [
      "a, 30: Lantern parade starts at 20:00 tonight.",
      "b, 40: The lantern parade starts at 21:30 tonight, folks.",
    ],
    [1, 2],
  ),
  differing(
    "Has the ferry strike ended?",
    ["a, 20: The ferry strike has ended.", "b, 25: The ferry strike has not ended, whatever they write."],
    [1, 2],
  ),
  differing(
    "Was the Alder festival cancelled?",
    [
      "a, 15: Alder festival is cancelled.",
      "b, 18: The Alder festival is going ahead as planned, says the team.",
    ],
    [1, 2],
  ),
  differing(
    "What is the score of the Northfield match?",
    ["a, 3: Northfield match now 2-1!", "b, 30: Northfield match 0-0 at half time."],
    [1, 2],
  ),
  differing(
    "Did the minister Halloran resign?",
    [
      "a, 10: Minister Halloran has resigned.",
      "b, 14: Halloran did not resign, the minister only took leave.",
    ],
    [1, 2],
  ),
  differing(
    "How much does a ticket for the night tram cost now?",
    [
      "a, 30: A ticket for the night tram costs 3.40 € now.",
      "b, 40: Night tram ticket now costs 4.10 €, really?",
    ],
    [1, 2],
  ),
  differing(
    "Did Northfield win last night?",
    [
      "a, 700: Northfield won last night, what a game.",
      "b, 720: Northfield lost last night and deserved it.",
    ],
    [1, 2],
  ),
  differing(
    "Is the video of the shark in Lake Orme real?",
    [
      "a, 20: The Lake Orme shark video is real, I was there.",
      "b, 22: That Lake Orme shark video is fake, it is from a film.",
    ],
    [1, 2],
  ),
  differing(
    "Are trains to Graz delayed?",
    ["a, 9: Trains to Graz delayed by an hour.", "b, 12: All trains to Graz are on time."],
    [1, 2],
  ),
  differing(
    "What magnitude was the earthquake near Kelda?",
    ["a, 7: Earthquake near Kelda, magnitude 4.6.", "b, 12: Kelda earthquake had a magnitude of 5.1."],
    [1, 2],
  ),
  differing(
    "Is GitPlace down?",
    ["a, 4: GitPlace is down.", "b, 5: GitPlace is working fine here, no problems."],
    [1, 2],
  ),
  differing(
    "Did the council pass the noise law?",
    ["a, 30: The council passed the noise law.", "b, 32: Council rejected the noise law!"],
    [1, 2],
  ),
  differing("火灾有多少人受伤？", ["a, 10: 码头火灾造成3人受伤。", "b, 20: 码头火灾已有8人受伤。"], [1, 2]),
  differing("大桥现在开放了吗？", ["a, 10: 大桥已经开放了。", "b, 12: 大桥还在封闭，刚被劝返。"], [1, 2]),
];
