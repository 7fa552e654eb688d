/** "And in Poland?", "what about tomorrow?", "那上海呢？": says only what is other than in the question before. */
const bare =
  /^(?:and|what about|how about|or|only|just)\b|^(?:那么?|还有|只看|只要).{1,20}[？?]?$|呢[？?]?$/i;

const pointing =
  /^(?:but|so|then|ok,?|okay,?)\b|\b(?:it|that|this|they|them|there|those|these|he|she|him|her|his|their|others?|else)\b|[它他她这那]|其他|别人|别的/i;

const unitsMax = 60;

export function isBareFollowUp(question: string): boolean {
  return question.length <= unitsMax && bare.test(question.trim());
}

/** Whether `question` may be about what was asked before. */
export function pointsBack(question: string): boolean {
  return isBareFollowUp(question) || pointing.test(question);
}
