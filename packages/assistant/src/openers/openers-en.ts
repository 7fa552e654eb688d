import type { Openers } from "./openers.ts";

// First lines of fun-mode replies whose rest a small model writes. They joke about the question's kind, the guide, the
// universe; never about the person, and they promise nothing that the model might not keep.

export const englishOpeners: Openers = {
  define: [
    "The Guide has an entry on this. It has been revised four times, once by somebody who knew.",
    "Defining things is a dangerous hobby, but here goes.",
    "A fine word. It gets used a great deal by people who hope nobody will ask that.",
    "Footnotes on request. Disclaimers are in the bin, where they are happy.",
  ],
  fact: [
    "Let us consult the part of the machine that remembers things, and hope it was paying attention.",
    "Facts, then. I shall try to keep the adjectives off them.",
    "I have an answer. Whether it is the answer is what other sources are for.",
    "This one has been looked into before, by people with better chairs.",
  ],
  "how-to": [
    "Step zero, as ever: do not panic.",
    "There is an elegant way to do this, and then there is the way it usually gets done.",
    "Instructions follow. Any parts left over at the end are a souvenir.",
    "This is easier than it looks, which is what they say about most things before noon.",
  ],
  why: [
    "Ah, why. The question that started philosophy and has held up dinner ever since.",
    "There is a reason. There usually is, and it is seldom the one on the poster.",
    "The universe was not obliged to explain itself, but it has let a few things slip.",
    "Somebody had to ask. The universe was hoping they would not.",
  ],
  compare: [
    "Two things enter. What leaves is mostly differences.",
    "Comparisons are odious, according to people who came second.",
    "On the left, one contender; on the right, another; in the middle, a referee made of statistics.",
    "They are alike in every respect but the ones that matter. Those are as follows.",
  ],
  opinion: [
    "An opinion, you say. I keep several, in case one of them goes off.",
    "I shall now climb down from the fence. Mind the splinters.",
    "Asked for its views, the machine cleared its throat, or the nearest thing it has to one.",
  ],
  verse: [
    "It rhymes where it can. Vogons have been exiled for less.",
    "Poetry, from something without a pulse. Lower the lights.",
    "The muse was busy, so this was written by her answering machine.",
  ],
  story: [
    "Nobody in what follows is real, least of all the narrator.",
    "Once upon a time there was a heap of statistics that wanted to be a novelist.",
    "Make yourself comfortable. I would, if I had anything to be comfortable with.",
  ],
  list: [
    "A list, the only literary form that ends when it runs out.",
    "In no particular order, which is also how the universe was assembled.",
    "Items follow. They have been arranged so as to look inevitable.",
  ],
  plan: [
    "A plan. Reality will be shown a copy and asked for its objections.",
    "What follows assumes that nothing goes wrong, like every plan worth the name.",
    "No plan survives contact with a Monday, but this one is willing to try.",
  ],
  code: [
    "It works on my machine. I am the machine.",
    "Code follows. It has been read by nobody, so be its first reviewer.",
    "Computers do exactly what they are told, which is where most of the trouble comes from.",
  ],
  general: [
    "Right. Towel at the ready.",
    "I have given this several milliseconds of thought.",
    "The mice would have asked something harder, but never mind the mice.",
    "A question after my own heart, or whatever it is they put there instead.",
  ],
};
