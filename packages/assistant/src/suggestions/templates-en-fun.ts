import type { Templates } from "./templates.ts";

export const englishFunTemplates: Templates = {
  define: [
    [
      "Explain {topic} to somebody just in from Betelgeuse",
      "Explain that to somebody just in from Betelgeuse",
    ],
    ["Write a one-star review of {topic}", "Put that in seven words, one of them rude"],
    [
      "Explain {topic} using only things found in a kitchen",
      "Explain that using only things found in a kitchen",
    ],
    ["If {topic} {is} the answer, what was the question?"],
    ["What would the Guide's entry on {topic} warn me about?"],
  ],
  "define-name": [
    ["How would the Hitchhiker's Guide sum up {topic}?"],
    ["What would a puzzled alien make of {topic}?"],
    ["What is the strangest true thing about {topic}?"],
  ],
  person: [
    ["How would the Hitchhiker's Guide sum up {topic}?"],
    ["Would {topic} be good company on a long space flight?"],
    ["What is the strangest true thing about {topic}?"],
  ],
  who: [
    ["What is the strangest true thing about {name}?"],
    ["Who did the work and did not get the credit?"],
    ["And who says so?"],
  ],
  event: [
    ["What was everybody else doing at the time?"],
    ["And then what went wrong?"],
    ["Who says so, and how would they know?"],
  ],
  word: [
    ["Use it in a sentence nobody has ever needed"],
    ["Who was the first to get away with it?"],
    ["What would a pedant add?"],
  ],
  when: [
    ["What was everybody else doing at the time?"],
    ["And then what went wrong?"],
    ["Who says so, and how would they know?"],
  ],
  where: [
    ["What would a travel guide keep quiet about it?"],
    ["How would one get there without a spaceship?"],
    ["What is the strangest true thing about {name}?"],
  ],
  quantity: [
    ["What is that in double-decker buses?", "What is that in towels, laid end to end?"],
    ["Who had to count that, and did they get lunch?"],
    ["Put that number in perspective, gently"],
  ],
  lookup: [["What would the Guide's footnote say?"], ["And who decided that?"]],
  "lookup-name": [
    ["What is the strangest true thing about {name}?"],
    ["What would a tourist get wrong about it?"],
    ["What would the Guide's footnote say?"],
  ],
  "how-to": [
    ["How would a very lazy person {doing}?", "How would a very lazy person do it?"],
    ["What is the most embarrassing way for this to go wrong?"],
    ["Give me the steps as orders from an impatient starship captain"],
    ["What is the worst way to {doing} that still works?", "What is the worst way that still works?"],
  ],
  "how-works": [
    ["Explain it using only things found in a kitchen"],
    ["What would the complaint form for {topic} look like?", "Who signed off on this design?"],
    ["Explain it as an overworked engineer would"],
  ],
  why: [
    ["What is the most far-fetched explanation anyone took seriously?"],
    ["Explain it as a mildly annoyed dolphin would"],
    ["What would a universe look like in which it is not so?"],
  ],
  "why-personal": [
    ["What would a patient expert ask me now?"],
    ["What is the laziest thing I could try first?"],
    ["Could it be the universe, and not me?"],
  ],
  compare: [
    ["Describe {topic} and {other} as flatmates", "Describe the two as flatmates"],
    ["Explain the difference as a referee would"],
    [
      "What do {topic} and {other} have in common that neither admits?",
      "What do the two have in common that neither admits?",
    ],
  ],
  "compare-choice": [
    ["Hold a duel between {topic} and {other}", "Hold a duel between the two"],
    ["What would each side say about the other at a party?"],
    ["What would somebody choose who has tried both and regrets it?"],
  ],
  opinion: [
    ["Argue the opposite with a straight face"],
    ["What would a brain the size of a planet say to that?"],
    ["What is the strongest objection, and who would enjoy making it?"],
  ],
  "yes-no": [
    ["Answer that again as a politician would"],
    ["What would a pedant add?"],
    ["What is the exception that proves nothing?"],
  ],
  list: [
    ["Which of these is secretly a terrible idea?"],
    ["Add one that nobody expects"],
    ["Which one would a very lazy person choose?"],
  ],
  plan: [
    ["What would Murphy's law do to this plan?"],
    ["Which step will I skip, and what will it cost me?"],
    ["Redo the plan for somebody who does nothing before noon"],
  ],
  sum: [["What is six times nine?"], ["Is that number interesting in any other way?"]],
  code: [
    ["What would break this on a Friday evening?"],
    ["Review it like a grumpy senior engineer"],
    ["Explain it to a rubber duck"],
  ],
  fix: [
    ["Explain the bug to a rubber duck"],
    ["What will break next?"],
    ["Write the commit message I deserve"],
  ],
  verse: [
    ["Rewrite it as a Vogon would"],
    ["Add a last line that ruins it nicely"],
    ["Review it as a critic who missed lunch"],
  ],
  story: [
    ["Retell it from the point of view of the furniture"],
    ["Give it an ending that nobody asked for"],
    ["Tell it again in three sentences and a footnote"],
  ],
  letter: [
    ["Rewrite it as a telegram paid for by the word"],
    ["Rewrite it as a Vogon official would"],
    ["Write the reply that I am afraid of"],
  ],
  write: [
    ["Add a footnote that ruins everything"],
    ["Rewrite it as the Hitchhiker's Guide would"],
    ["Make it half as long and twice as odd"],
  ],
  translate: [
    ["How would a polite alien say it?"],
    ["Which word in it will get me into trouble?"],
    ["Give me the version for a very grand dinner"],
  ],
  summarise: [
    ["Put it in a headline nobody could resist"],
    ["What did the summary hope I would not notice?"],
    ["Now in seven words"],
  ],
  rework: [
    ["Now as the Hitchhiker's Guide would put it"],
    ["Make it half as long and twice as odd"],
    ["What would a pedant still complain about?"],
  ],
  other: [
    ["Say that again as the Hitchhiker's Guide would"],
    ["What would a sceptic say to that?"],
    ["Give me an example, the odder the better"],
  ],
  statement: [],
};
