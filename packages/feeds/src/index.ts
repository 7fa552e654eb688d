export {
  type FeedModule,
  type FeedSocket,
  type FeedSocketOptions,
  type FeedState,
  type FeedTools,
  type OpenSocket,
  SocketRefused,
} from "./feed-module.ts";
export { checkFeedOptions, feedModules } from "./feed-modules.ts";
export type { Pushed, Refusal } from "./push/take-posts.ts";
export {
  createFeedRunner,
  type FeedRunner,
  type FeedRunnerOptions,
  type FeedWithSecrets,
} from "./runner/feed-runner.ts";
export type { FeedLog } from "./runner/run-feed.ts";
export { sleep } from "./sleep.ts";
export { openSocket } from "./socket/open-socket.ts";
