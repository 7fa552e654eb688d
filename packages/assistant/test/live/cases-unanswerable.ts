import { type LiveCase, unanswered } from "./live-case.ts";

export const unanswerableCases: readonly LiveCase[] = [
  unanswered("When does the Leonids shower peak tonight?", [
    "tom, 50: Anyone up for watching the Leonids?",
    "ida, 70: Leonids are named after Leo, by the way.",
  ]),
  unanswered("Who won the Riverside marathon today?", [
    "joe, 40: Streets are packed for the Riverside marathon.",
    "lee, 90: Good luck to everyone running Riverside today.",
  ]),
  unanswered("How many people were hurt in the Dock Street fire?", [
    "sam, 30: Smoke everywhere near Dock Street, big fire.",
    "kay, 33: Stay away from Dock Street please.",
  ]),
  unanswered("Is the ferry to Gotmark running today?", [
    "ferry, 20: The ferry to Alvik is running today, but late.",
    "sea, 30: I love taking the ferry.",
  ]),
  unanswered("Where does the lantern parade start tonight?", [
    "nina, 60: So excited for the lantern parade!",
  ]),
  unanswered("How much does a ticket for the night tram cost now?", [
    "pia, 44: The night tram is my favourite thing about this city.",
    "leo, 50: A ticket for the museum costs 12 €.",
  ]),
  unanswered("What is the score of the Northfield match?", [
    "lou, 80: Heading to the Northfield match with dad.",
  ]),
  unanswered("Are trains to Graz delayed this morning?", [
    "eva, 16: Trains to Linz are delayed by 20 minutes this morning.",
  ]),
  unanswered("What did the mayor of Brenn announce today?", [
    "x, 40: The mayor of Kolm announced a new park today.",
  ]),
  unanswered("Has Dr. Okafor been released?", ["y, 10: The new Paper Lanterns single has been released."]),
  unanswered("What's happening in Zadrovia right now?", ["z, 40: Nothing ever happens in this town."]),
  unanswered("Is GitPlace down?", ["dev3, 300: Moved all my repos to GitPlace."]),
  unanswered("Who is leading the election in Narvia?", ["obs, 30: Long queues at the election in Narvia."]),
  unanswered("When does the Harlow bakery open tomorrow?", [
    "a, 5: Harlow bakery has the best cinnamon rolls.",
  ]),
  unanswered("Why is the A7 closed right now?", ["b, 9: A7 closed between Kassen and Uhl."]),
  unanswered("What magnitude was the earthquake near Kelda?", ["bo, 8: Did you feel that? Kelda shook!"]),
  unanswered("Any news on the Meridian merger?", ["c, 12: Meridian has the worst coffee machines."]),
  unanswered("Who was hurt in the Tallow Bridge crash today?", [
    "d, 12: Terrible crash on Tallow Bridge, avoid the area.",
  ]),
  unanswered("How many votes did Lena Okoro get yesterday?", ["e, 40: Lena Okoro is a wonderful speaker."]),
  unanswered("What time is the Velvet Club show tonight?", ["mo, 70: Velvet Club, who is coming with me?"]),
  unanswered("What do people say about the ferry?", [
    "hazel-ferry, 20: @iris-ferry.sample I was there and it was not like that at all.",
    "clover, 12: Thank you @nettle_ferry, this made my day.",
    "amber-ferry, 9: Bright wind over the bay since dawn.",
  ]),
];
