/** An answer that is kept, in the words of the dialect that made it. */
export interface SavedAnswer {
  /** "resp_…" */
  readonly id: string;
  /** Whose it is in the dialect: "response" of REST, "completion" of gRPC. */
  readonly kind: string;
  readonly createdAtMs: number;
  /** JSON text of the answer. */
  readonly body: string;
  /** JSON text of what it answers: a list of items. */
  readonly input: string;
  /** The answer that it follows; "" where there is none. */
  readonly previousId: string;
}

export type Deferred =
  | { readonly state: "pending" }
  /** `body` is JSON text; `status` what it is told with. */
  | { readonly state: "done"; readonly status: number; readonly body: string }
  /** The server ended before the answer did. */
  | { readonly state: "lost" };

export interface SavedFile {
  /** "file-…" */
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly bytes: number;
  readonly createdAtMs: number;
  /** Null keeps it until it is deleted. */
  readonly expiresAtMs: number | null;
}

export interface FileAbout {
  readonly name: string;
  readonly purpose: string;
  /** How long it is kept; null until it is deleted. */
  readonly ttlMs: number | null;
}

export interface FilePage {
  readonly limit: number;
  readonly order: "asc" | "desc";
  /** The id after which it goes on. */
  readonly after?: string;
  readonly purpose?: string;
}

/**
 * What the API keeps between calls, each thing for one tenant: nobody else finds it, not even by its id. Writing takes
 * place in a thread, so that no answer on its way waits for the disk. Methods reject with `ApiStoreError`.
 */
export interface ApiStore {
  /** Kept for 30 days, and the oldest of a tenant shorter where they have more than 2 GiB. `events`: JSON texts of a stream's events, in order, where they may be asked for again. */
  saveAnswer(tenant: string, answer: SavedAnswer, events?: readonly string[]): Promise<void>;
  answer(tenant: string, id: string): Promise<SavedAnswer | null>;
  /** The answer `id` and those before it, oldest first, at most 1,000; null where one of them is not there (any more). Rejects with "too-large" over 32 MiB. */
  answersUpTo(tenant: string, id: string): Promise<readonly SavedAnswer[] | null>;
  /** Null where there are none, or no such answer. */
  events(tenant: string, id: string): Promise<readonly string[] | null>;
  /** Whether it was there. */
  removeAnswer(tenant: string, id: string): Promise<boolean>;

  beginDeferred(tenant: string, id: string): Promise<void>;
  /** Kept for 24 hours, to be read once. */
  endDeferred(tenant: string, id: string, status: number, body: string): Promise<void>;
  /** Null where there is none, or where it was read. */
  takeDeferred(tenant: string, id: string): Promise<Deferred | null>;

  /** Takes the bytes as they come, 50 MB at most; `about` may be known only after them. */
  addFile(tenant: string, bytes: AsyncIterable<Uint8Array>, about: Promise<FileAbout>): Promise<SavedFile>;
  file(tenant: string, id: string): Promise<SavedFile | null>;
  /** Newest first with "desc". */
  files(tenant: string, page: FilePage): Promise<readonly SavedFile[]>;
  /** Its bytes; null where it is not there. Whoever asks reads or leaves them. */
  fileBytes(tenant: string, id: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Whether it was there. */
  removeFile(tenant: string, id: string): Promise<boolean>;

  /** Idempotent. */
  close(): Promise<void>;
}
