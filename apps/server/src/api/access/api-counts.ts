/** What is told of the API in metrics. Names of keys and users are never among it. */
export interface ApiCounts {
  /** A request that was let in, by who asked. */
  admitted(caller: "key" | "nobody"): void;
  /** A request that was turned away, by the code of its `ApiError`. */
  refused(reason: string): void;
  tokens(prompt: number, output: number): void;
}
