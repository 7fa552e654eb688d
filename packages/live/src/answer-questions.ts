import { parentPort } from "node:worker_threads";
import { PostsError } from "@grok/posts";
import type { Answer, Question } from "./thread-messages.ts";

export type Handlers<Table extends object> = {
  readonly [Name in keyof Table]: Table[Name] extends (argument: infer Argument) => infer Result
    ? (argument: Argument) => Result | Promise<Result>
    : never;
};

/** The time of whoever asked last; what is done in between need not know it better. */
export function clock(): number {
  return nowMs;
}

let nowMs = Date.now();

/**
 * Answers this thread's questions with `handlers`, each as soon as it is done. A `PostsError` goes to whoever asked; any
 * other error is a fault of this program and ends the thread with its stack.
 */
export function answerQuestions<Table extends object>(handlers: Handlers<Table>): void {
  const table = handlers as unknown as Record<string, (argument: unknown) => unknown>;
  parentPort?.on("message", (question: Question) => {
    const { id, call, argument } = question;
    nowMs = question.nowMs;
    Promise.resolve()
      .then(() => table[call]!(argument))
      .then(
        (result) => tell({ id, result }),
        (error) => {
          if (!(error instanceof PostsError)) return crash(error);
          tell({ id, error: { code: error.code, message: error.message } });
        },
      );
  });
}

function tell(answer: Answer): void {
  parentPort?.postMessage(answer);
}

function crash(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
