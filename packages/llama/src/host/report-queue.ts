/** Values pushed from one side and awaited on the other, in order. One reader. */
export class ReportQueue<Value> {
  #values: Value[] = [];
  #waiting: ((value: Value) => void) | undefined;

  push(value: Value): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting(value);
    else this.#values.push(value);
  }

  /** The next value, as soon as there is one. */
  next(): Promise<Value> {
    const value = this.#values.shift();
    if (value !== undefined) return Promise.resolve(value);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}
