/** Words of what is being said now. Counts come formatted; the number beside one decides the plural. */
export interface LiveWords {
  readonly title: string;
  readonly open: string;
  readonly sources: (count: number) => string;
  readonly pause: string;
  readonly goOn: string;
  readonly paused: string;
  readonly close: string;
  readonly search: string;
  readonly clear: string;
  readonly showAll: string;
  readonly latest: string;
  readonly top: string;
  readonly order: string;
  /** How to look more closely, with examples of the language of queries. */
  readonly hint: string;
  readonly language: string;
  readonly anyLanguage: string;
  readonly source: string;
  readonly anySource: string;
  readonly trends: string;
  readonly window: string;
  readonly windows: Readonly<Record<"600000" | "3600000" | "86400000", string>>;
  /** What the factor of a trend is measured against. */
  readonly against: string;
  readonly noTrends: string;
  readonly trend: (term: string, factor: string, people: string) => string;
  readonly arriving: string;
  readonly found: string;
  readonly aMinute: (count: string) => string;
  readonly showNewer: (count: number, formatted: string) => string;
  readonly posts: string;
  readonly postBy: (author: string) => string;
  readonly note: string;
  /** How many more say the same, to be read on from where the post comes from. */
  readonly others: (count: number, formatted: string) => string;
  readonly othersHint: string;
  readonly demoted: string;
  readonly spam: Readonly<Record<string, string>>;
  readonly openPost: string;
  readonly copyPost: string;
  readonly askAbout: string;
  /** What is put into the composer: a question about what somebody said. */
  readonly question: (quote: string) => string;
  readonly older: string;
  readonly relaxed: string;
  readonly nothing: (since: string) => string;
  readonly nothingYet: string;
  readonly notAll: (since: string) => string;
  readonly gone: (count: number, formatted: string) => string;
  readonly reading: string;
  readonly failed: string;
  readonly again: string;
  readonly empty: string;
  readonly choose: string;
  readonly tryKeyless: (title: string) => string;
  readonly trySample: string;
  readonly sampleHint: string;
  readonly composer: string;
  readonly now: string;
  readonly minutes: (count: number) => string;
  readonly hours: (count: number) => string;
  readonly days: (count: number) => string;
  readonly sourceNames: Readonly<Record<string, string>>;

  // citations
  /** How many posts were read, and what came of it, to be read on. */
  readonly read: (count: number, formatted: string, quoted: number) => readonly [string, string];
  readonly readNone: string;
  readonly asOf: (time: string) => string;
  readonly deleted: string;
  readonly quote: (text: string) => string;

  // feeds
  readonly feeds: string;
  readonly feedsIntro: string;
  readonly noFeeds: string;
  readonly add: string;
  readonly addKind: string;
  readonly edit: (title: string) => string;
  readonly remove: (title: string) => string;
  readonly removed: (title: string) => string;
  readonly removeSure: string;
  readonly removeYes: string;
  readonly states: Readonly<Record<string, string>>;
  readonly nextAt: (time: string) => string;
  readonly rate: (count: string) => string;
  readonly total: (count: number, formatted: string) => string;
  readonly lag: (time: string) => string;
  readonly dropped: (count: number, formatted: string) => string;
  readonly errors: (count: number, formatted: string) => string;
  readonly spent: (usd: string, budget: string) => string;
  readonly keyless: string;
  readonly needsKey: string;
  readonly local: string;
  readonly name: string;
  readonly secretSet: string;
  readonly required: string;
  readonly save: string;
  readonly saveOn: string;
  readonly cancel: string;
  readonly kept: string;
  readonly keptNow: (posts: string, bytes: string) => string;
  readonly ages: Readonly<Record<string, string>>;
  readonly age: string;
  readonly sizes: Readonly<Record<string, string>>;
  readonly size: string;
  readonly forget: string;
  readonly forgetSure: string;
  readonly forgetYes: string;
  /** Instead of what the server says of a kind; null where that is said well. */
  readonly kind: (source: string) => KindWords | null;
}

export interface KindWords {
  readonly title: string;
  readonly summary: string;
  /** Labels by field. */
  readonly fields: Readonly<Record<string, string>>;
}

const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const englishLiveWords: LiveWords = {
  title: "Live",
  open: "Live",
  sources: (count) => plural(count, "1 source", `${count} sources`),
  pause: "Pause",
  goOn: "Go on",
  paused: "Paused",
  close: "Close Live",
  search: "Search posts",
  clear: "Clear search",
  showAll: "Show all posts",
  latest: "Latest",
  top: "Top",
  order: "Order",
  hint: '"exact words", -without, OR, #tag, from:name, has:link',
  language: "Language",
  anyLanguage: "Any language",
  source: "Source",
  anySource: "Any source",
  trends: "Trends",
  window: "Time of trends",
  windows: { "600000": "last 10 minutes", "3600000": "last hour", "86400000": "last day" },
  against: "against what is usual",
  noTrends: "Nothing is said more than usual.",
  trend: (term, factor, people) => `${term}, ${factor} times as many as usual, ${people} people`,
  arriving: "Arriving",
  found: "Found",
  aMinute: (count) => `${count} a minute`,
  showNewer: (count, formatted) => plural(count, "Show 1 newer post", `Show ${formatted} newer posts`),
  posts: "Posts",
  postBy: (author) => `Post by ${author}`,
  note: "note",
  others: (count, formatted) => plural(count, "and 1 more", `and ${formatted} more`),
  othersHint: "Others who say nearly the same",
  demoted: "Stands lower:",
  spam: {
    repeats: "repeats itself",
    flood: "posts a lot",
    "many-tags": "mostly tags",
    "many-mentions": "mostly mentions",
    "link-only": "only a link",
    shouting: "shouts",
  },
  openPost: "Open post",
  copyPost: "Copy post",
  askAbout: "Ask Grok about this",
  question: (quote) => `What do others say about this: “${quote}”`,
  older: "Older posts",
  relaxed: "No post has all of these words. These have some.",
  nothing: (since) => `Nothing since ${since}.`,
  nothingYet: "Listening. The first posts show up here.",
  notAll: (since) => `Looked back to ${since}; further would have taken too long.`,
  gone: (count, formatted) =>
    plural(count, "1 post was deleted by its author.", `${formatted} posts were deleted by their authors.`),
  reading: "Looking",
  failed: "The posts could not be read.",
  again: "Try again",
  empty: "Nobody is talking yet. Choose whom to listen to.",
  choose: "Choose feeds",
  tryKeyless: (title) => `Listen to ${title}`,
  trySample: "Try it with sample posts",
  sampleHint: "Made up by the program, without a network.",
  composer: "Ask about what is being said",
  now: "now",
  minutes: (count) => `${count} min`,
  hours: (count) => `${count} h`,
  days: (count) => plural(count, "1 day", `${count} days`),
  sourceNames: {
    bluesky: "Bluesky",
    x: "X",
    mastodon: "Mastodon",
    "hacker-news": "Hacker News",
    rss: "Feed",
    file: "File",
    push: "Own program",
    sample: "Sample",
  },

  read: (count, formatted, quoted) => [
    plural(count, "1 post", `${formatted} posts`),
    ` read, ${quoted} quoted`,
  ],
  readNone: "No post answers this",
  asOf: (time) => `As of ${time}`,
  deleted: "Deleted since.",
  quote: (text) => `“${text}”`,

  feeds: "Live",
  feedsIntro: "Whom to listen to. Nothing is asked of anybody before it is switched on here.",
  noFeeds: "No feed is set up.",
  add: "Add a feed",
  addKind: "Kind of feed",
  edit: (title) => `Change ${title}`,
  remove: (title) => `Remove ${title}`,
  removed: (title) => `${title} is removed. Its posts stay.`,
  removeSure: "Its key is forgotten, too. Its posts stay.",
  removeYes: "Remove it",
  states: {
    off: "Off",
    connecting: "Connecting",
    live: "Live",
    waiting: "Waiting",
    retrying: "Trying again",
    failed: "Stopped",
    ended: "Read to its end",
  },
  nextAt: (time) => `next at ${time}`,
  rate: (count) => `${count} a minute`,
  total: (count, formatted) => plural(count, "1 post", `${formatted} posts`),
  lag: (time) => `${time} behind`,
  dropped: (count, formatted) => plural(count, "1 left out", `${formatted} left out`),
  errors: (count, formatted) => plural(count, "1 error", `${formatted} errors`),
  spent: (usd, budget) => `$${usd} of $${budget} this month`,
  keyless: "without an account",
  needsKey: "needs a key",
  local: "on this machine",
  name: "Name",
  secretSet: "Set. Leave empty to keep it.",
  required: "required",
  save: "Save",
  saveOn: "Save and listen",
  cancel: "Cancel",
  kept: "What is kept",
  keptNow: (posts, bytes) => `${posts} posts, ${bytes}`,
  age: "Keep posts for",
  ages: {
    "86400000": "1 day",
    "604800000": "7 days",
    "2592000000": "30 days",
    "31536000000": "1 year",
    "0": "always",
  },
  size: "Up to",
  sizes: {
    "1000000000": "1 GB",
    "10737418240": "10 GB",
    "100000000000": "100 GB",
    "0": "no limit",
  },
  forget: "Forget all posts",
  forgetSure: "Every post on this machine goes. It cannot be undone.",
  forgetYes: "Forget them",
  kind: () => null,
};
