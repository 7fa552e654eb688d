import type { SmallTalk } from "./small-talk-kind.ts";

const you = "(?:you|u|ya)";
const who = "(?: (?:grok|there|again|everyone|all|friend|buddy|mate|bot|robot|assistant|my friend))?";
const makers =
  "(?:maker|makers|creator|creators|developer|developers|author|authors|inventor|owner|designer|programmer)";
const beings =
  "(?:a |an |the )?(?:real )?(?:chat ?gpt|gpt ?\\d*|openai|open ai|claude|gemini|copilot|siri|alexa|llama|deepseek|qwen|mistral|grok|xai|bot|chatbot|robot|human|human being|person|machine|computer|program|software|ai|artificial intelligence|language model|llm|real|alive)";

/** Sources of regular expressions over lower-case words with single spaces between them. */
export const englishPhrases: Record<SmallTalk, readonly string[]> = {
  identity: [
    `(?:who|what)(?: the (?:hell|heck))? (?:are|r) ${you}(?: exactly| really| actually| anyway)?${who}`,
    `(?:who|what) (?:exactly |actually )?(?:are|r) ${you}`,
    `(?:what is|what's|whats|tell me|may i know|can i know|do you have|have you got) (?:your|a|ur) (?:full )?name${who}`,
    `do ${you} have a name`,
    `what (?:should|can|do|shall) (?:i|we) call ${you}`,
    `what (?:are|r) ${you} called`,
    `(?:who|what company|which company|what organi[sz]ation) (?:has )?(?:made|created|built|developed|trained|wrote|programmed|designed|invented|makes|owns|runs|is behind|were behind) ${you}${who}`,
    `(?:who|whom) (?:were|was|are) ${you} (?:made|created|built|developed|trained|written|programmed|designed) by`,
    `by whom (?:were|are) ${you} (?:made|created|built|developed|trained)`,
    `who(?: is|'s|s| are)? (?:is |are )?your ${makers}`,
    `are ${you} (?:really |actually |just )?${beings}(?: or ${beings})?`,
    `(?:is this|am i (?:talking|speaking|chatting) (?:to|with)) ${beings}(?: or ${beings})?`,
    `who am i (?:talking|speaking|chatting) (?:to|with)`,
    `(?:what|which) (?:kind of |sort of |type of |language |ai |large language )*(?:model|llm|ai|bot|assistant|version) (?:are ${you}|is this|do ${you} use|is behind ${you}|am i (?:talking|speaking) (?:to|with)|are ${you} (?:using|running|based)(?: on)?|powers ${you}|is inside(?: ${you})?)`,
    `what(?: is|'s) (?:behind|inside) ${you}`,
    `where (?:do|did) ${you} come from`,
    `where are ${you} from`,
    `(?:tell me |say )?(?:something |a bit |more |a little )*about (?:yourself|you)`,
    `(?:tell me|can you tell me|could you tell me) (?:something |a bit |more |a little )*(?:about yourself|about you|who you are|what you are|what your name is|your name)`,
    "(?:introduce|describe|identify) yourself",
    `(?:so )?${you}(?:'re| are|r) (?:really )?(?:grok|chat ?gpt|a bot|an ai|human)`,
  ],
  ability: [
    `what (?:can|could) ${you} do(?: for me| here)?`,
    `what (?:things )?(?:are|r) ${you} (?:able to do|capable of|good at|for)`,
    `how (?:can|could) ${you} help(?: me| us)?`,
    `what (?:are|is) your (?:abilities|capabilities|skills|features|functions?|purpose)`,
    "what do you do",
    "what (?:can|should|could) i ask(?: you)?",
    "help",
  ],
  joke: [
    `(?:(?:can|could|will|would|do) ${you} )?(?:tell|give|say|share|crack|make)(?: me| us)?(?: a| an| another| one more| some| your best| your favou?rite)?(?: (?:other|good|funny|short|bad|dad|silly|quick|clean|random|new|little|really|very|nice|terrible))* (?:joke|jokes|one liner)${who}`,
    `(?:do ${you} )?(?:know|got|have)(?: any| a| some)?(?: (?:good|funny|more))* jokes?`,
    `(?:i (?:want|need|would like|'d like)|let me hear|let's hear)(?: to hear)?(?: a| another| some)?(?: (?:good|funny))* jokes?`,
    "(?:another|one more|next) joke",
    "(?:a )?joke",
    "make me laugh",
    `say something (?:funny|witty)`,
  ],
  "well-being": [
    `how (?:are|r) ${you}(?: (?:doing|feeling|going|getting on|keeping))?(?: (?:today|tonight|now|this (?:morning|evening|afternoon)|these days))?${who}`,
    `how(?:'s| is) it going(?: today)?${who}`,
    `how(?:'s| is| are) (?:your day|life|everything|things|you)(?: going| so far| today| with you)*`,
    `how (?:do|are) ${you} (?:do|feel|feeling)(?: today)?`,
    `(?:what's|whats|what is|wassup|sup|wazzup)(?: up)?(?: (?:today|dude|man|bro))?${who}`,
    `are ${you} (?:ok|okay|well|alright|all right|fine)(?: today)?`,
    `(?:and )?how about ${you}`,
    `and ${you}`,
  ],
  "forty-two": [
    "(?:what is|what's|whats) the (?:answer|ultimate answer|meaning)(?: to| of)? (?:the ultimate question of )?life the universe and everything",
    "(?:what is|what's|whats) the answer to (?:life|everything|the ultimate question)",
    "do you know where (?:my|your) towel is",
  ],
  thanks: [
    `(?:many |big |great |perfect |ok |okay |wow |no )?(?:thanks|thank ${you}|thx|thnx|ty|tysm|cheers|thanx)(?: (?:a lot|a million|a bunch|a ton|so much|very much|so very much|again|anyway|for everything|for (?:the|your|all your|all the) (?:help|answer|answers|info|information|explanation|time|tip|advice|quick reply)|for (?:helping|explaining|that|this)(?: me)?))*${who}`,
    `(?:i )?(?:really )?appreciate (?:it|that|this|your help|the help)`,
    `much (?:appreciated|obliged)`,
    `(?:that|this|it) (?:really )?(?:helps|helped|worked|works)(?: a lot| me)?`,
  ],
  compliment: [
    `(?:that|this|it)(?:'s| is| was| has been)? (?:a |an )?(?:very |really |so |super |most )?(?:helpful|great|perfect|awesome|amazing|useful|wonderful|brilliant|excellent|funny|hilarious|clever|smart|good one|great answer|good answer|all i needed|what i needed|exactly what i needed)`,
    `(?:great|perfect|awesome|excellent|brilliant|wonderful|nice|cool|good|well) (?:job|work|answer|one|stuff|done|said|bot)`,
    `${you}(?:'re| are|r) (?:a )?(?:very |really |so |too |pretty |quite )?(?:helpful|great|awesome|amazing|the best|a lifesaver|lifesaver|kind|brilliant|smart|clever|funny|hilarious|cool|nice|sweet|cute|lovely|wonderful|a genius|genius|my favou?rite)`,
    `i (?:really )?(?:love|like|adore) (?:${you}|this|it|that)(?: so much| a lot)?`,
    "(?:you )?made my day",
  ],
  insult: [
    `${you}(?:'re| are|r) (?:a |an |so |such a |such an |really |very |pretty |just |completely |totally |absolutely |bloody |fucking )*(?:stupid|dumb|useless|worthless|terrible|awful|bad|rubbish|garbage|trash|crap|lame|boring|annoying|idiot|moron|fool|joke|liar|waste of (?:time|space|electricity)|stupid bot|useless bot|dumb bot|idiotic|slow|ugly|pathetic|an embarrassment)`,
    `(?:stupid|dumb|useless|bad|terrible|worst) (?:bot|robot|ai|machine|program|assistant|grok|thing)(?: ever)?`,
    `${you} (?:really |totally )?(?:suck|stink|know nothing|are no good|have no idea|understand nothing)`,
    `i (?:really )?(?:hate|despise|dislike|can't stand|cannot stand) (?:${you}|this bot|this thing)(?: so much)?`,
    `(?:shut up|screw ${you}|fuck ${you}|fuck off|piss off|get lost|go to hell|idiot|moron)`,
  ],
  goodbye: [
    `(?:ok |okay |well |alright )?(?:bye|goodbye|good bye|bye bye|byebye|farewell|cya|ciao|adieu|cheerio|ttyl|so long)(?: (?:for now|then|now|for today))?${who}`,
    `see (?:you|ya|u)(?: (?:later|soon|tomorrow|around|next time|then|again))*${who}`,
    `(?:talk|speak|chat) to (?:you|ya|u) (?:later|soon|tomorrow)`,
    `(?:later|laters|catch you later|until next time|till next time|take care|have fun|sleep well)${who}`,
    `(?:have|enjoy) (?:a |the |your )?(?:good|nice|great|lovely|wonderful)? ?(?:day|evening|night|one|weekend|time|rest of your day)`,
    `good ?night${who}`,
    `(?:i )?(?:gotta|got to|have to|need to|must)(?: be)? (?:go|going|run|leave|sleep)(?: now)?`,
    `(?:i'm|i am|im) (?:off|leaving|going to (?:bed|sleep)|done(?: for (?:now|today))?|out)(?: now)?`,
    "that(?:'s| is| will be|'ll be) (?:all|it|everything)(?: for (?:now|today))?",
    "so long and thanks for all the fish",
  ],
  greeting: [
    `(?:oh |well )?(?:hi+|hello+|hey+|heya|hiya|howdy|yo|greetings|salutations|ahoy|aloha|hallo|hullo|g'day|gday)(?: (?:hi|hello|hey))*${who}`,
    `good (?:morning|afternoon|evening|day)${who}`,
    `(?:morning|evening|afternoon)${who}`,
    `(?:nice|pleased|good|glad|great|lovely) to (?:meet|see) ${you}(?: too)?${who}`,
    `(?:it's |its )?(?:me|only me)(?: again)?`,
    `i(?:'m| am) (?:back|here)(?: again)?`,
    "(?:is )?(?:anyone|anybody|somebody) (?:here|there|home)",
    "(?:are )?you (?:there|awake|here)",
    "(?:test|testing|ping)(?: (?:test|testing|1 2 3|one two three))?",
  ],
};
