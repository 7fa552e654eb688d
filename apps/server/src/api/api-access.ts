// Who may use the API and how much. Every dialect (OpenAI's and xAI's REST, xAI's gRPC) enters through this and nothing
// else, so that a limit holds whatever is spoken.

/** What a connection brings with it. */
export interface Credentials {
  /** The header as it came: "Bearer sk-…". */
  authorization: string | undefined;
  /** The connection comes from this machine itself, and through no proxy. */
  local: boolean;
  /** Whence the connection comes: wrong keys are counted by it. */
  address?: string | undefined;
}

export interface ApiAccess {
  /**
   * Rejects with `ApiError` "unauthenticated" for a key that is missing where one is needed, unknown, expired or
   * revoked, and "rate-limited" after too many of those in a minute.
   */
  identify(credentials: Credentials): Promise<ApiCaller>;
}

/** Somebody with a key, or nobody in particular on this machine. */
export interface ApiCaller {
  /** Separates what one caller's prompts leave in caches, and what is stored for it, from everyone else's. */
  readonly tenant: string;
  /** Absent for a caller without one. */
  readonly key: ApiKeyFacts | undefined;
  /** What is left now, also for a request that is refused. */
  readonly limits: RateLimits;
  /**
   * Throws `ApiError` "forbidden" where the key is blocked, or does not reach `endpoint` ("chat", "embeddings", …) or
   * the model, named as the client named it.
   */
  demand(endpoint: string, modelName?: string): void;
  /**
   * Takes nothing. Throws `ApiError` "rate-limited" where a budget is spent: to be asked before a prompt is counted,
   * which may cost a model's start.
   */
  demandRoom(): void;
  /**
   * Takes one request and `tokens` (prompt and most that may be written) from every budget before any work is done, then
   * waits for a fair turn: callers take turns, however many requests one of them sends. Those who ask one model wait
   * for each other; `modelId` is what the name stands for. Rejects with `ApiError` "rate-limited" over a budget (with
   * `retryAfterMs`; without it where the work is larger than the whole budget), "overloaded" where too many wait
   * already, and with the signal's reason.
   */
  admit(work: { tokens: number; signal: AbortSignal; modelId?: string }): Promise<Admission>;
}

export interface Admission {
  /** As of now, for headers. */
  readonly limits: RateLimits;
  /** Gives the turn back and corrects the budgets to what was used. Call once, also after a failure. */
  settle(used: { promptTokens: number; outputTokens: number }): void;
}

/** What is left of the tightest budget of each kind; absent without one. */
export interface RateLimits {
  readonly requests?: RateLimit;
  readonly tokens?: RateLimit;
}

export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  /** Until the whole budget is there again. */
  readonly resetMs: number;
}

/** What may be told of a key; never the key itself. */
export interface ApiKeyFacts {
  readonly id: string;
  readonly name: string;
  /** The beginning and the last four characters, to tell keys apart: "xai-…k3Fp". */
  readonly redacted: string;
  readonly userId: string;
  readonly plan: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | undefined;
  /** In xAI's words: "api-key:model:*", "api-key:endpoint:chat". */
  readonly acls: readonly string[];
  readonly blocked: boolean;
}
