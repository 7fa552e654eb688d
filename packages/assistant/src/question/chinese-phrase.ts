/** Words that make a phrase point outside itself, or make it a question. A guitar (吉他) points nowhere. */
const outside =
  /[我你您她它咱这那哪谁啥]|(?<!吉)他|什么|怎么|怎样|为何|多少|如何|自己|别人|大家|东西|事情|问题|意思|一下|是否|之间|可以|应该|觉得|认为|以及|还是|^(的|了|在|和|与|用|把|被|对|从|给|关于|一|有|没|不|最|更|上面|下面|以上|今天|明天|昨天|现在)|[的了吗呢吧和与]$/;

/** Laughter and sighs. */
const sound = /^(.)\1+$|^[哈呵嘿嘻嗯哦啊呃唉]+$/u;

/** `phrase` as a noun phrase that stands well in another sentence; null where it might not. */
export function chinesePhrase(phrase: string, charactersMax = 12): string | null {
  const plain = phrase
    .replace(/[“”"「」『』]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const length = [...plain].length;
  if (length === 0 || length > charactersMax || outside.test(plain) || sound.test(plain)) return null;
  return /^[\p{L}\p{N}《][\p{L}\p{N}《》+#.· -]*$/u.test(plain) ? plain : null;
}

/** What somebody does, without a subject; null where it is not clean. */
export function chineseDoing(phrase: string): string | null {
  const plain = phrase.replace(/的$/, "").trim();
  const points =
    /[，,。、；]|[你您她它这那谁]|(?<!吉|其)他|什么|怎么|为什么|^(是|会|有|能|不|没|说|看待|理解|评价|办|回事)/;
  const length = [...plain].length;
  return points.test(plain) || length < 2 || length > 14 ? null : plain;
}
