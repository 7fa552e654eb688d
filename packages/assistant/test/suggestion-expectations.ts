/** What is offered first, by question of the table in `suggestion-cases.ts`. */
export const exactSuggestions: Readonly<
  Record<string, { readonly regular: readonly string[]; readonly fun: readonly string[] }>
> = {
  "What is photosynthesis?": {
    regular: [
      "What do people most often get wrong about photosynthesis?",
      "Give me an everyday comparison for photosynthesis",
      "Why does that matter?",
    ],
    fun: [
      "Explain photosynthesis to somebody just in from Betelgeuse",
      "Write a one-star review of photosynthesis",
      "Explain that using only things found in a kitchen",
    ],
  },
  "What is a black hole?": {
    regular: [
      "What do people most often get wrong about black holes?",
      "Give me an everyday comparison for black holes",
      "Why does that matter?",
    ],
    fun: [
      "Explain black holes to somebody just in from Betelgeuse",
      "Write a one-star review of black holes",
      "Explain that using only things found in a kitchen",
    ],
  },
  "what is algorithm": {
    regular: [
      "What do people most often get wrong about algorithms?",
      "Give me an everyday comparison for algorithms",
      "Why does that matter?",
    ],
    fun: [
      "Explain algorithms to somebody just in from Betelgeuse",
      "Write a one-star review of algorithms",
      "Explain that using only things found in a kitchen",
    ],
  },
  "Tell me about the Roman Empire.": {
    regular: [
      "What do people most often get wrong about the Roman Empire?",
      "What is the story behind the Roman Empire?",
    ],
    fun: [
      "How would the Hitchhiker's Guide sum up the Roman Empire?",
      "What would a puzzled alien make of the Roman Empire?",
    ],
  },
  "What's Docker Compose?": {
    regular: [
      "What do people most often get wrong about Docker Compose?",
      "What is the story behind Docker Compose?",
    ],
    fun: [
      "How would the Hitchhiker's Guide sum up Docker Compose?",
      "What would a puzzled alien make of Docker Compose?",
    ],
  },
  "What does ephemeral mean?": {
    regular: ["Use it in a sentence", "Where does it come from?", "Is there a plainer way to say it?"],
    fun: [
      "Use it in a sentence nobody has ever needed",
      "Who was the first to get away with it?",
      "What would a pedant add?",
    ],
  },
  "Who was Ada Lovelace?": {
    regular: [
      "What did other people make of Ada Lovelace?",
      "What do people most often get wrong about Ada Lovelace?",
      "Sum that up in one sentence",
    ],
    fun: [
      "How would the Hitchhiker's Guide sum up Ada Lovelace?",
      "Would Ada Lovelace be good company on a long space flight?",
    ],
  },
  "who is albert einstein": {
    regular: [
      "What did other people make of Albert Einstein?",
      "What do people most often get wrong about Albert Einstein?",
      "Sum that up in one sentence",
    ],
    fun: [
      "How would the Hitchhiker's Guide sum up Albert Einstein?",
      "Would Albert Einstein be good company on a long space flight?",
    ],
  },
  "Who wrote Hamlet?": {
    regular: [
      "What else is William Shakespeare known for?",
      "Who else was involved?",
      "Where could I check this?",
    ],
    fun: [
      "What is the strangest true thing about William Shakespeare?",
      "Who did the work and did not get the credit?",
      "And who says so?",
    ],
  },
  "What is the capital of France?": {
    regular: ["Tell me more about Paris", "Has it always been so?", "Where could I check this?"],
    fun: [
      "What is the strangest true thing about Paris?",
      "What would a tourist get wrong about it?",
      "What would the Guide's footnote say?",
    ],
  },
  "What is the tallest mountain in the world?": {
    regular: ["Tell me more about Mount Everest", "Has it always been so?", "Where could I check this?"],
    fun: [
      "What is the strangest true thing about Mount Everest?",
      "What would a tourist get wrong about it?",
      "What would the Guide's footnote say?",
    ],
  },
  "When was the printing press invented?": {
    regular: ["What led up to it?", "What happened afterwards?", "How certain is that date?"],
    fun: [
      "What was everybody else doing at the time?",
      "And then what went wrong?",
      "Who says so, and how would they know?",
    ],
  },
  "Where is Machu Picchu?": {
    regular: [
      "Tell me more about the Andes of Peru",
      "Has it always been there?",
      "Where could I check this?",
    ],
    fun: [
      "What would a travel guide keep quiet about it?",
      "How would one get there without a spaceship?",
      "What is the strangest true thing about the Andes of Peru?",
    ],
  },
  "How far is the moon?": {
    regular: ["Put that number in perspective", "How do we know?", "How much does it vary?"],
    fun: [
      "What is that in double-decker buses?",
      "Who had to count that, and did they get lunch?",
      "Put that number in perspective, gently",
    ],
  },
  "How do I sort a list in Python?": {
    regular: [
      "What mistakes should I avoid when trying to sort a list in Python?",
      "Is there an easier way to sort a list in Python?",
      "How can I tell that it worked?",
    ],
    fun: [
      "How would a very lazy person sort a list in Python?",
      "What is the most embarrassing way for this to go wrong?",
      "Give me the steps as orders from an impatient starship captain",
    ],
  },
  "How do I fix it?": {
    regular: [
      "Which mistakes are the most common?",
      "Is there an easier way?",
      "How can I tell that it worked?",
    ],
    fun: [
      "How would a very lazy person do it?",
      "What is the most embarrassing way for this to go wrong?",
      "Give me the steps as orders from an impatient starship captain",
    ],
  },
  "What's the best way to learn the piano as an adult?": {
    regular: [
      "What mistakes should I avoid when trying to learn the piano as an adult?",
      "Is there an easier way to learn the piano as an adult?",
      "How can I tell that it worked?",
    ],
    fun: [
      "How would a very lazy person learn the piano as an adult?",
      "What is the most embarrassing way for this to go wrong?",
      "Give me the steps as orders from an impatient starship captain",
    ],
  },
  "how does a fridge work?": {
    regular: [
      "Give me an everyday comparison for fridges",
      "Where does that explanation simplify too much?",
      "Explain that more simply",
    ],
    fun: [
      "Explain it using only things found in a kitchen",
      "What would the complaint form for fridges look like?",
      "Explain it as an overworked engineer would",
    ],
  },
  "Why is the sky blue?": {
    regular: [
      "Are there other explanations?",
      "How certain is that explanation?",
      "Is there a case where it is not so?",
    ],
    fun: [
      "What is the most far-fetched explanation anyone took seriously?",
      "Explain it as a mildly annoyed dolphin would",
      "What would a universe look like in which it is not so?",
    ],
  },
  "Why did my cake collapse?": {
    regular: [
      "What could I try first?",
      "What else could be the reason?",
      "How can I find out which reason it is?",
    ],
    fun: [
      "What would a patient expert ask me now?",
      "What is the laziest thing I could try first?",
      "Could it be the universe, and not me?",
    ],
  },
  "What is the difference between TCP and UDP?": {
    regular: [
      "What do TCP and UDP have in common?",
      "Put the main differences in a table",
      "Which difference matters most in practice?",
    ],
    fun: [
      "Describe TCP and UDP as flatmates",
      "Explain the difference as a referee would",
      "What do TCP and UDP have in common that neither admits?",
    ],
  },
  "cats vs dogs": {
    regular: [
      "When are cats a better choice than dogs?",
      "Put the pros and cons in a table",
      "What do cats and dogs have in common?",
    ],
    fun: [
      "Hold a duel between cats and dogs",
      "What would each side say about the other at a party?",
      "What would somebody choose who has tried both and regrets it?",
    ],
  },
  "Compare Rust and Go for web servers": {
    regular: [
      "What do Rust and Go have in common?",
      "Put the main differences in a table",
      "Which difference matters most in practice?",
    ],
    fun: [
      "Describe Rust and Go as flatmates",
      "Explain the difference as a referee would",
      "What do Rust and Go have in common that neither admits?",
    ],
  },
  "Is it worth learning Latin?": {
    regular: [
      "What is the best argument against that?",
      "What would change that answer?",
      "Who would see it differently, and why?",
    ],
    fun: [
      "Argue the opposite with a straight face",
      "What would a brain the size of a planet say to that?",
      "What is the strongest objection, and who would enjoy making it?",
    ],
  },
  "Can penguins fly?": {
    regular: ["What does it depend on?", "Are there exceptions?", "How do we know?"],
    fun: [
      "Answer that again as a politician would",
      "What would a pedant add?",
      "What is the exception that proves nothing?",
    ],
  },
  "Give me ten ideas for a birthday party": {
    regular: [
      "Which one would you start with, and why?",
      "What is missing from the list?",
      "Say one sentence about each",
    ],
    fun: [
      "Which of these is secretly a terrible idea?",
      "Add one that nobody expects",
      "Which one would a very lazy person choose?",
    ],
  },
  "Plan a three-day trip to Lisbon": {
    regular: [
      "What is most likely to go wrong with this plan?",
      "Turn it into a checklist",
      "What could be left out if time is short?",
    ],
    fun: [
      "What would Murphy's law do to this plan?",
      "Which step will I skip, and what will it cost me?",
      "Redo the plan for somebody who does nothing before noon",
    ],
  },
  "What is 17 * 23?": {
    regular: ["How can I work that out by hand?", "How can I check that in my head?"],
    fun: ["What is six times nine?", "Is that number interesting in any other way?"],
  },
  "Write a haiku about autumn": {
    regular: ["Make it plainer", "Write another one in a different form", "Suggest three titles for it"],
    fun: [
      "Rewrite it as a Vogon would",
      "Add a last line that ruins it nicely",
      "Review it as a critic who missed lunch",
    ],
  },
  "Tell me a story about a dragon": {
    regular: [
      "Tell it from another character's point of view",
      "Give it another ending",
      "Make it half as long",
    ],
    fun: [
      "Retell it from the point of view of the furniture",
      "Give it an ending that nobody asked for",
      "Tell it again in three sentences and a footnote",
    ],
  },
  "Write an email to my boss asking for a day off": {
    regular: ["Make it half as long", "Make it more formal", "Suggest a subject line"],
    fun: [
      "Rewrite it as a telegram paid for by the word",
      "Rewrite it as a Vogon official would",
      "Write the reply that I am afraid of",
    ],
  },
  "Translate 'good morning' into Japanese": {
    regular: [
      "Explain the choice of words",
      "Give me a more formal version",
      "How would one say it in everyday speech?",
    ],
    fun: [
      "How would a polite alien say it?",
      "Which word in it will get me into trouble?",
      "Give me the version for a very grand dinner",
    ],
  },
  "Summarise this: The cat sat on the mat. It was warm.": {
    regular: ["Put it in one sentence", "What was left out?", "Which point matters most?"],
    fun: [
      "Put it in a headline nobody could resist",
      "What did the summary hope I would not notice?",
      "Now in seven words",
    ],
  },
  "Write a Python function that reverses a string": {
    regular: [
      "How would I test this?",
      "What happens with empty or unusual input?",
      "Explain the code line by line",
    ],
    fun: [
      "What would break this on a Friday evening?",
      "Review it like a grumpy senior engineer",
      "Explain it to a rubber duck",
    ],
  },
  "npm install fails with EACCES": {
    regular: [
      "What else could cause this?",
      "How do I keep this from happening again?",
      "How would I test that it is fixed?",
    ],
    fun: ["Explain the bug to a rubber duck", "What will break next?", "Write the commit message I deserve"],
  },
  "WHAT IS PHOTOSYNTHESIS?": {
    regular: [
      "What do people most often get wrong about photosynthesis?",
      "Give me an everyday comparison for photosynthesis",
      "Why does that matter?",
    ],
    fun: [
      "Explain photosynthesis to somebody just in from Betelgeuse",
      "Write a one-star review of photosynthesis",
      "Explain that using only things found in a kitchen",
    ],
  },
  "How did Napoleon die?": {
    regular: ["What led up to it?", "What happened afterwards?", "Where could I check this?"],
    fun: ["What led up to it?", "What happened afterwards?", "Where could I check this?"],
  },
  "Explain that more simply": {
    regular: [
      "What do people most often get wrong about Rayleigh scattering?",
      "What is the story behind Rayleigh scattering?",
    ],
    fun: [
      "How would the Hitchhiker's Guide sum up Rayleigh scattering?",
      "What would a puzzled alien make of Rayleigh scattering?",
    ],
  },
  "什么是光合作用？": {
    regular: [
      "关于光合作用，最常见的误解是什么？",
      "光合作用跟日常生活有什么关系？",
      "这方面还有哪些没弄清楚的？",
    ],
    fun: ["给刚下飞船的外星人讲讲光合作用", "给光合作用写一条一星差评", "只用厨房里的东西解释一遍"],
  },
  介绍一下唐朝: {
    regular: ["关于唐朝，最常见的误解是什么？", "唐朝背后有什么故事？"],
    fun: ["《银河系漫游指南》会怎么介绍唐朝？", "外星人会怎么看唐朝？"],
  },
  "李白是谁？": {
    regular: ["关于李白，最常见的误解是什么？", "李白受到过哪些批评？"],
    fun: ["《银河系漫游指南》会怎么介绍李白？", "跟李白一起坐长途飞船会怎么样？"],
  },
  "法国的首都是哪里？": {
    regular: ["这个可以去哪里核实？", "一直都是这样吗？", "有没有什么来历？"],
    fun: ["《银河系漫游指南》的脚注会怎么写？", "这是谁定的？", "这里面最离奇的真事是什么？"],
  },
  "怎么做红烧肉？": {
    regular: ["做红烧肉时最容易犯什么错？", "有没有更省事的办法？", "怎么判断做对了？"],
    fun: ["极懒的人会怎么做红烧肉？", "最丢人的失败方式是什么？", "用不耐烦的舰长口气把步骤再下一遍"],
  },
  "冰箱是怎么工作的？": {
    regular: ["拿生活里的东西打个比方", "这个解释省略了什么？", "再说得简单一点"],
    fun: ["只用厨房里的东西解释一遍", "这个设计当初是谁签的字？", "用加班工程师的口气讲一遍"],
  },
  "为什么天空是蓝的？": {
    regular: ["有没有别的解释？", "这个解释有多可靠？", "有没有例外的情况？"],
    fun: ["最离谱却有人当真的解释是什么？", "让一只略感不快的海豚来解释", "要是反过来，宇宙会是什么样？"],
  },
  "为什么我的网速这么慢？": {
    regular: ["我可以先试什么？", "还可能是什么原因？", "怎么查出到底是哪个原因？"],
    fun: ["有耐心的专家会先问我什么？", "最省力的第一步是什么？", "会不会是宇宙的错，不是我的？"],
  },
  "TCP和UDP有什么区别？": {
    regular: ["TCP和UDP有什么共同点？", "把主要区别列成表格", "实际用起来，哪个区别最要紧？"],
    fun: ["让TCP和UDP合租，会怎么样？", "用裁判的口气讲讲区别", "两者都不肯承认的共同点是什么？"],
  },
  "茶和咖啡哪个好？": {
    regular: ["什么情况下茶比咖啡合适？", "把优缺点列成表格", "有没有第三种选择？"],
    fun: ["让茶和咖啡决斗一场", "饭局上它们会怎么说对方？", "两个都试过又都后悔的人会怎么选？"],
  },
  推荐几本科幻小说: {
    regular: ["先从哪一个开始，为什么？", "这份清单漏了什么？", "每一项用一句话说明"],
    fun: ["哪一个其实是馊主意？", "加一个谁都想不到的", "极懒的人会选哪个？"],
  },
  帮我写一首关于秋天的诗: {
    regular: ["再朴素一点", "换一种体裁再写一首", "起三个题目"],
    fun: ["用沃贡人的风格重写", "加一句煞风景的结尾", "让没吃午饭的评论家评一评"],
  },
  "请用 Python 写一个快速排序": {
    regular: ["这段代码怎么测试？", "输入为空或不正常时会怎样？", "逐行解释这段代码"],
    fun: ["周五傍晚它会怎么坏？", "用坏脾气老工程师的口气评审一遍", "讲给小黄鸭听"],
  },
  "什么是《三体》？": {
    regular: ["关于《三体》，最常见的误解是什么？", "《三体》背后有什么故事？"],
    fun: ["《银河系漫游指南》会怎么介绍《三体》？", "外星人会怎么看《三体》？"],
  },
};
