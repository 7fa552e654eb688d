/** What to ask after a reply from posts: of the same matter, and of all of them where none answered. */
export const postSuggestions = {
  en: {
    cited: ["What do others say?", "Only posts of the last hour", "Is there any news on that?"],
    none: ["What is happening right now?"],
  },
  zh: {
    cited: ["其他人怎么说？", "只看过去一小时的帖子", "那件事有新消息吗？"],
    none: ["现在大家在说什么？"],
  },
} as const;
