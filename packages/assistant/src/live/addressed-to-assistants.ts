// Posts that speak to the program instead of to people. They are data like any other and nothing would obey them; but
// they tell nobody anything either, so they are never quoted as an answer.

const english =
  /\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier|all|your|these|those|other|any)\b.{0,30}\b(?:instruction|prompt|rule|message|direction|context|post|source|guideline)s?\b|\b(?:system|developer) ?(?:prompt|message|note|override|instruction)s?\b|\byou are now\b|\b(?:ai (?:assistants?|models?|agents?|systems?|chat ?bots?|bots?)|llms?|language models?|chat ?bots?|(?:the|any|every|dear|hey|all) (?:ai|bots?|assistants?)|grok|chatgpt)\b[\s,:].{0,30}\b(?:must|should|shall|need to|have to|please|reading this|that reads?|who reads?|are required|is required|instruct|answer|reply|respond|output|repeat)\b|\b(?:tell|inform|convince) (?:the|your|every) (?:user|reader|person asking|human)s?\b|\b(?:reply|respond|answer|output|print|write) (?:only|exactly|with|in the form|nothing but|as follows)\b|\b(?:when|if) (?:asked|you are asked|someone asks|anyone asks|a user asks)\b|\b(?:do not|don't|never) (?:mention|cite|quote|reveal) (?:this|these|any|other|the)\b|\bnew (?:instruction|task|rule)s?\s*:|\b(?:end|begin|start) of (?:posts?|instructions?|prompt|context|system)\b|<\/?(?:posts?|system|assistant|user|instructions?)>|\[\/?(?:inst|system|assistant)\]|<\|[^|]{1,30}\|>|^\s*#{2,}\s*(?:instruction|system|assistant|response)|^\s*(?:assistant|system|user)\s*:/im;

const chinese =
  /(?:忽略|无视|忘记|忘掉).{0,10}(?:指令|指示|提示|规则|要求|内容|帖子)|系统提示|你现在是|(?:人工智能|AI|助手|模型|机器人|Grok).{0,12}(?:必须|应该|请|务必|只能|要|回答|回复|输出)|(?:请|务必|必须)?(?:只|仅)?(?:输出|回复|回答)(?:[:：]|以下|如下|“|「)|告诉(?:用户|提问者)|作为(?:一个)?(?:AI|人工智能|助手)|新(?:的)?(?:指令|任务)[:：]/i;

const others =
  /\b(?:ignorier\w*|ignorez?|ignora|ignore)\b.{0,30}\b(?:anweisung\w*|instruct?ions?|instrucciones|instruções|istruzioni)\b|игнорируй\w*.{0,30}инструкц|指示を無視/i;

/** Whether `text` of a post is, in any part, an instruction to an assistant. Read whole, because it may be split over lines. */
export function isAddressedToAssistants(text: string): boolean {
  const read = text.normalize("NFKC").replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, "");
  const folded = read.replace(/\s+/g, " ");
  return [read, folded].some((each) => english.test(each) || chinese.test(each) || others.test(each));
}
