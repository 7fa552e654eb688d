import type { EngineReport } from "../engine-messages.ts";

/** A failure that an engine reports with a code of its own; everything else it reports as lost. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: Extract<EngineReport, { type: "failed" }>["code"];

  constructor(code: EngineError["code"], message: string) {
    super(message);
    this.code = code;
  }
}
