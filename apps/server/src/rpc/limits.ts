import { ServerError } from "../server-error.ts";

/** A count asked for, where 0 means "as usual". Throws `ServerError` "bad-message" outside of 0 to `max`. */
export function countAsked(asked: number, usual: number, max: number, what: string): number {
  if (!Number.isInteger(asked) || asked < 0 || asked > max)
    throw new ServerError(
      "bad-message",
      `${asked} ${what} were asked for; 1 to ${max} can be, 0 is ${usual}.`,
    );
  return asked === 0 ? usual : asked;
}
