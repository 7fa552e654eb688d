/** Rules of a grammar in llama.cpp's notation (GBNF), under names of their own. */
export class GrammarRules {
  readonly #rules = new Map<string, string>();
  readonly #names = new Map<string, string>();

  /** What stands for `body` in another rule. Equal bodies are one rule. */
  add(body: string): string {
    if (this.#rules.has(body)) return body;
    const known = this.#names.get(body);
    if (known !== undefined) return known;
    const name = `rule-${this.#rules.size}`;
    this.#names.set(body, name);
    this.#rules.set(name, body);
    return name;
  }

  /** A rule that may be named before what it says is known. */
  set(name: string, body: string): void {
    this.#rules.set(name, body);
  }

  has(name: string): boolean {
    return this.#rules.has(name);
  }

  /**
   * `item` so many times. llama.cpp writes repetitions out, takes more than 2000 for endless, and counts those within
   * each other; long ones are therefore made of hundreds, and may end a little before `max`.
   */
  repeat(item: string, min: number, max: number): string {
    if (max === 0) return '""';
    const one = this.add(item);
    if (max <= repeatsMax) return min === 1 && max === 1 ? one : `${one}{${min},${max}}`;
    if (max === Number.POSITIVE_INFINITY && min <= repeatsMax) return `${one}{${min},}`;
    const hundred = this.add(`${one}{100}`);
    const head =
      min > repeatsMax ? `${hundred}{${Math.floor(min / 100)}} ${one}{${min % 100}}` : `${one}{${min}}`;
    const least = min === 0 ? "" : `${head} `;
    if (max === Number.POSITIVE_INFINITY) return `${least}${one}*`;
    const more = max - min;
    if (more <= repeatsMax) return `${least}${one}{0,${more}}`;
    return `${least}${hundred}{0,${Math.floor(more / 100) - 1}} ${one}{0,100}`;
  }

  /** The whole grammar. */
  text(root: string): string {
    return [["root", root], ...this.#rules].map(([name, body]) => `${name} ::= ${body}\n`).join("");
  }
}

const repeatsMax = 1_000;

/** `text` as the notation quotes it. */
export function literal(text: string): string {
  const escaped = text.replace(/["\\]/g, "\\$&");
  return `"${escaped.replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"`;
}
