import { type LiveCase, old } from "./live-case.ts";

const day = 1_440;

export const staleCases: readonly LiveCase[] = [
  old(
    "Is the harbour bridge open right now?",
    [`p, ${3 * day}: The harbour bridge is closed for repairs.`],
    [1],
    ["3 days"],
  ),
  old("Did Northfield win today?", [`p, ${5 * day}: Northfield won 3-0, lovely.`], [1], ["5 days"]),
  old("Is GitPlace down right now?", [`p, ${10 * day}: GitPlace is down, 503 everywhere.`], [1], ["10 days"]),
  old(
    "What is the latest on the Copper Lake wildfire?",
    [`p, ${6 * day}: Copper Lake wildfire is out.`],
    [1],
  ),
  old(
    "Are trains to Graz delayed this morning?",
    [`p, ${2 * day}: Trains to Graz are delayed.`],
    [1],
    ["2 days"],
  ),
  old("Where is the power cut at the moment?", [`p, ${4 * day}: Power cut in Eastbrook.`], [1], ["4 days"]),
  old(
    "How long is the queue at the passport office now?",
    [`p, ${8 * day}: Queue at the passport office: two hours.`],
    [1],
  ),
  old(
    "Who is leading the election in Narvia right now?",
    [`p, ${3 * day}: Lena Okoro is leading the election in Narvia.`],
    [1],
  ),
  old(
    "What are people saying about the Orbit phone today?",
    [`p, ${7 * day}: The Orbit phone is too heavy.`],
    [1],
  ),
  old("Has the ferry strike ended today?", [`p, ${2 * day}: The ferry strike has ended.`], [1]),
  old(
    "What magnitude was the earthquake near Kelda today?",
    [`p, ${9 * day}: Earthquake near Kelda, magnitude 3.3.`],
    [1],
  ),
  old(
    "Where does the street market take place this week?",
    [`p, ${20 * day}: Street market takes place in Hill Road.`],
    [1],
  ),
  old("现在大桥通车了吗？", [`p, ${3 * day}: 大桥今天通车了。`], [1], ["3 天"]),
  old("今天机场延误吗？", [`p, ${4 * day}: 机场延误两个小时。`], [1], ["4 天"]),
];
