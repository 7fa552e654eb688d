/** Ready words around a sum that the program worked out; `{sum}` is the equation. */
export const englishSums = {
  regular: [
    "{sum}",
    "{sum}, worked out exactly by the program, not by the model.",
    "{sum}. No guessing was involved.",
  ],
  fun: [
    "{sum}. Arithmetic is the one subject on which I accept no opinions.",
    "{sum}. I counted it on my fingers, all sixty-four of them.",
    "{sum}. The model inside would have said something more imaginative, which is why it was not asked.",
    "{sum}. Not forty-two, unless it is, in which case: of course it is.",
  ],
  "division-by-zero": {
    regular: ["{sum} has no answer: division by zero is not defined."],
    fun: [
      "{sum} has no answer. Division by zero is not defined, and the last universe that tried it is no longer with us.",
    ],
  },
  "out-of-range": {
    regular: [
      "{sum} has more digits than I work out (about 1,200 is the limit), so I would rather not guess.",
    ],
    fun: [
      "{sum} has more digits than I am prepared to print (about 1,200 is the limit). It is big. You may think it is a long way down the road to the chemist's, but that is peanuts to this number.",
    ],
  },
} as const;
