const english =
  /\b(write|compose|draft|invent|imagine|brainstorm|rewrite|rephrase|paraphrase|translate|proofread|summari[sz]e|shorten)\b|\b(tell|give|make up|need|want)\b.{0,24}\b(story|poem|haiku|limerick|joke|song|lyrics|tale|riddle|slogan|essay|letter|e-?mail|speech|toast|names?|ideas?|titles?)\b/i;

const chinese =
  /写(一|首|篇|个|封|段|份|出|点|些|几)|(帮|替|给)我(写|编|想|起草|拟)|创作|编(一|个|故事)|续写|改写|润色|翻译|缩写|总结|概括|作(一)?首|讲(一)?个.{0,6}(故事|笑话)|起(一)?个.{0,6}(名|标题)/;

/** Whether a text is wanted rather than a fact: such an answer cannot be wrong in the way that needs a warning. */
export function asksForWriting(question: string): boolean {
  return english.test(question.slice(0, 2_000)) || chinese.test(question.slice(0, 2_000));
}
