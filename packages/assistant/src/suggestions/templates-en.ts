import type { Templates } from "./templates.ts";

const simpler = ["Explain that more simply", "Explain it to a ten-year-old"];

export const englishTemplates: Templates = {
  define: [
    ["What do people most often get wrong about {topic}?", "What is most often misunderstood here?"],
    ["Give me an everyday comparison for {topic}", "Give me an everyday example"],
    ["Where {does} {topic} matter in everyday life?", "Why does that matter?"],
    ["What is still disputed about {topic}?", "What is still an open question here?"],
    ["Explain {topic} to a ten-year-old", "Explain that more simply"],
  ],
  "define-name": [
    ["What do people most often get wrong about {topic}?"],
    ["What is the story behind {topic}?", "How did {topic} come about?"],
    ["What is {topic} most often criticised for?"],
    ["Sum up {topic} in one sentence"],
  ],
  person: [
    ["What did other people make of {topic}?", "How did {topic} become known?"],
    ["What do people most often get wrong about {topic}?"],
    ["What is {topic} most often criticised for?", "Who influenced {topic} the most?"],
    ["Sum that up in one sentence"],
  ],
  who: [
    ["What else is {name} known for?", "Tell me more about {name}"],
    ["Who else was involved?"],
    ["Where could I check this?"],
  ],
  event: [["What led up to it?"], ["What happened afterwards?"], ["Where could I check this?"]],
  word: [["Use it in a sentence"], ["Where does it come from?"], ["Is there a plainer way to say it?"]],
  when: [
    ["What led up to it?"],
    ["What happened afterwards?"],
    ["How certain is that date?", "Where could I check this?"],
  ],
  where: [["Tell me more about {name}"], ["Has it always been there?"], ["Where could I check this?"]],
  quantity: [
    ["Put that number in perspective"],
    ["How do we know?"],
    ["How much does it vary?", "Where could I check this?"],
  ],
  lookup: [["Where could I check this?"], ["Does that depend on anything?"]],
  "lookup-name": [
    ["Tell me more about {name}"],
    ["Has it always been so?"],
    ["Where could I check this?", "How sure can one be of that?"],
  ],
  "how-to": [
    ["What mistakes should I avoid when trying to {doing}?", "Which mistakes are the most common?"],
    ["Is there an easier way to {doing}?", "Is there an easier way?"],
    ["How can I tell that it worked?"],
    ["What do I need in order to {doing}?", "What do I need before I begin?"],
  ],
  "how-works": [
    ["Give me an everyday comparison for {topic}", "Give me an everyday comparison"],
    ["Where does that explanation simplify too much?"],
    simpler,
    ["What happens when it goes wrong?"],
  ],
  why: [
    ["Are there other explanations?"],
    ["How certain is that explanation?", "What is the evidence for that?"],
    ["Is there a case where it is not so?"],
    simpler,
  ],
  "why-personal": [
    ["What could I try first?"],
    ["What else could be the reason?"],
    ["How can I find out which reason it is?"],
  ],
  compare: [
    ["What do {topic} and {other} have in common?", "What do the two have in common?"],
    ["Put the main differences in a table"],
    ["Which difference matters most in practice?"],
    ["Give me an example that shows the difference"],
  ],
  "compare-choice": [
    ["When {is} {topic} a better choice than {other}?", "What should the choice depend on?"],
    ["Put the pros and cons in a table"],
    ["What do {topic} and {other} have in common?", "What do the two have in common?"],
    ["Is there a third option worth a look?"],
  ],
  opinion: [
    ["What is the best argument against that?"],
    ["What would change that answer?"],
    ["Who would see it differently, and why?"],
  ],
  "yes-no": [
    ["What does it depend on?"],
    ["Are there exceptions?"],
    ["How do we know?", "Where could I check this?"],
  ],
  list: [
    ["Which one would you start with, and why?"],
    ["What is missing from the list?"],
    ["Say one sentence about each"],
  ],
  plan: [
    ["What is most likely to go wrong with this plan?"],
    ["Turn it into a checklist"],
    ["What could be left out if time is short?", "How would it look on half the budget?"],
  ],
  sum: [["How can I work that out by hand?"], ["How can I check that in my head?"]],
  code: [
    ["How would I test this?"],
    ["What happens with empty or unusual input?"],
    ["Explain the code line by line"],
    ["How could this be made faster?", "How could this be made easier to read?"],
  ],
  fix: [
    ["What else could cause this?"],
    ["How do I keep this from happening again?"],
    ["How would I test that it is fixed?"],
  ],
  verse: [["Make it plainer"], ["Write another one in a different form"], ["Suggest three titles for it"]],
  story: [
    ["Tell it from another character's point of view"],
    ["Give it another ending"],
    ["Make it half as long", "Suggest three titles for it"],
  ],
  letter: [["Make it half as long"], ["Make it more formal", "Make it warmer"], ["Suggest a subject line"]],
  write: [["Make it half as long"], ["Try another tone"], ["What is the weakest part of it?"]],
  translate: [
    ["Explain the choice of words"],
    ["Give me a more formal version"],
    ["How would one say it in everyday speech?"],
  ],
  summarise: [["Put it in one sentence"], ["What was left out?"], ["Which point matters most?"]],
  rework: [["Explain what was changed"], ["Make it shorter"], ["Make it more formal", "Make it plainer"]],
  other: [["Give me an example"], simpler, ["What is the most important point?"]],
  statement: [],
};
