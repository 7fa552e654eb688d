import { ApiError } from "../api-error.ts";

/** A refusal that only HTTP knows: 405, 408, 415. */
export class HttpFault extends ApiError {
  readonly status: number;

  constructor(status: number, message: string) {
    super("bad-request", message);
    this.status = status;
  }
}
