/** Words that everybody uses all the time, and words of times and numbers: never what is talked about. */
export const stopWords: ReadonlySet<string> = new Set(
  `the and for are but not you all any can had her was one our out day get has him his how man new now old see two way who
  boy did its let put say she too use that with have this will your from they know want been good much some time very when
  come here just like long make many more only over such take than them well were what would there their about which could
  other after first also into then these because before should through where being under again while against both each few
  most same still really going back even think today tonight tomorrow yesterday morning evening night week month year
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
  november december got yes lol via dont cant wont didnt doesnt isnt youre thats ive its theyre people thing things lot
  der die das und ist nicht ich sie mit den von auf für ein eine einen auch dass wie aber noch nur was wir ihr ihm bei nach
  heute morgen gestern über wenn dann schon sehr mehr hat haben sind war wird kann immer alle alles
  les des est que qui dans pour pas une sur avec plus par sont mais tout nous vous leur cette comme aussi fait bien très
  sans aujourd hui être avoir elle ils ont aux
  que los las por para con una del como más pero sus este esta todo hay muy sin sobre también hoy ser son fue cuando porque
  não uma com mais dos das isso ele ela está você muito quando hoje tem seu sua por como foi
  che non per una con sono del della più come anche questo oggi hanno alla nel gli
  het een van dat niet met voor zijn maar ook naar wel nog als aan hij wij deze vandaag
  как что это все они так его только для мне было меня еще уже или если быть сегодня когда чтобы есть
  bir için çok daha gibi ama olarak ile bugün var yok değil
  的 了 是 在 我 有 和 就 不 人 都 一 也 很 到 说 要 去 你 会 着 没有 看 好 自己 这 那 我们 他们 什么 可以 一个 因为 所以 今天 明天 昨天 现在
  です ます した して から まで ない こと もの これ それ あれ ため よう さん ある いる する なる れる てい いま って んだ では には とか けど でも なに だけ まし ので 今日 明日 昨日
  في من على إلى عن هذا هذه التي الذي كان مع ما لا أن أو كل اليوم`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
