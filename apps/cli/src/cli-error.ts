/** What a command could not do, in words for the person at the terminal, with the exit code that scripts see. */
export class CliError extends Error {
  override readonly name = "CliError";
  /** 1: it failed. 2: the command was written wrongly. 130: interrupted. */
  readonly exitCode: 1 | 2 | 130;

  constructor(message: string, exitCode: 1 | 2 | 130 = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
