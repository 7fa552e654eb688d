// Regular expressions as far as they are regular: literals, classes, groups, alternatives, repetitions, and anchors at
// the ends. What looks around or back is none of these. They are matched here in linear time, because the engine of
// JavaScript can be kept busy for ever by an expression and a text that somebody chose for it.

import { allPoints, type CodePoints, has, union, without } from "./code-points.ts";

export type Pattern =
  | { type: "set"; points: CodePoints }
  | { type: "sequence"; items: readonly Pattern[] }
  | { type: "choice"; items: readonly Pattern[] }
  /** `max` may be infinite. */
  | { type: "repeat"; item: Pattern; min: number; max: number };

/** Single characters that one pattern may come to, its repetitions written out. */
const sizeMax = 4_000;
const repeatsMax = 1_000;
const depthMax = 20;

const digits: CodePoints = [[0x30, 0x39]];
const word: CodePoints = [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]; // biome-ignore format: a table
const plainSpace: CodePoints = [[0x09, 0x0a], [0x0d, 0x0d], [0x20, 0x20]]; // biome-ignore format: a table
const everySpace = union(
  [[0x09, 0x0d], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029]], // biome-ignore format: a table
  [[0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff]], // biome-ignore format: a table
);
const lineEnds: CodePoints = [[0x0a, 0x0a], [0x0d, 0x0d], [0x2028, 0x2029]]; // biome-ignore format: a table
const escapes: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, "0": 0 };
const anything: Pattern = {
  type: "repeat",
  item: { type: "set", points: allPoints },
  min: 0,
  max: Number.POSITIVE_INFINITY,
};

/** What `source`, a regular expression of JavaScript with the flag "u", says of a whole text. Throws `SyntaxError`. */
export function parsePattern(source: string): Pattern {
  // Whatever the language itself refuses is refused in its words.
  new RegExp(source, "u");
  const pattern = new PatternParser(source).parse();
  if (sizeOf(pattern) > sizeMax) throw new SyntaxError(`it comes to more than ${sizeMax} characters`);
  return pattern;
}

class PatternParser {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(source: string) {
    this.#characters = [...source];
  }

  parse(): Pattern {
    const branches: Pattern[] = [];
    do {
      const open = this.#take("^") ? [] : [anything];
      const items = this.#sequence(1);
      const close = this.#take("$") ? [] : [anything];
      branches.push({ type: "sequence", items: [...open, ...items, ...close] });
    } while (this.#take("|"));
    if (this.#at < this.#characters.length) this.#fail();
    return branches.length === 1 ? (branches[0] as Pattern) : { type: "choice", items: branches };
  }

  #sequence(depth: number): Pattern[] {
    const items: Pattern[] = [];
    for (;;) {
      const next = this.#characters[this.#at];
      if (next === undefined || next === "|" || next === ")" || next === "$") return items;
      items.push(this.#repeated(this.#atom(depth)));
    }
  }

  #atom(depth: number): Pattern {
    if (depth > depthMax) throw new SyntaxError(`its groups are more than ${depthMax} deep`);
    const character = this.#next();
    if (character === "(") {
      if (this.#take("?")) {
        if (this.#take("<")) {
          if (this.#peek() === "=" || this.#peek() === "!") this.#fail("<");
          while (this.#next() !== ">");
        } else if (!this.#take(":")) this.#fail("?");
      }
      const items: Pattern[] = [];
      do items.push({ type: "sequence", items: this.#sequence(depth + 1) });
      while (this.#take("|"));
      if (!this.#take(")")) this.#fail();
      return { type: "choice", items };
    }
    if (character === "[") return { type: "set", points: this.#class() };
    if (character === ".") return { type: "set", points: without(allPoints, lineEnds) };
    if (character === "^") this.#fail("^");
    if (character === "\\") return { type: "set", points: this.#escaped(false) };
    return { type: "set", points: single(character) };
  }

  #repeated(item: Pattern): Pattern {
    let [min, max] = [1, 1];
    if (this.#take("*")) [min, max] = [0, Number.POSITIVE_INFINITY];
    else if (this.#take("+")) [min, max] = [1, Number.POSITIVE_INFINITY];
    else if (this.#take("?")) [min, max] = [0, 1];
    else if (this.#take("{")) {
      const [from = "", to] = this.#until("}").split(",");
      min = Number(from);
      max = to === undefined ? min : to === "" ? Number.POSITIVE_INFINITY : Number(to);
    } else return item;
    // Whether as much or as little as possible is taken makes no difference to what matches.
    this.#take("?");
    if (min > repeatsMax || (max !== Number.POSITIVE_INFINITY && max > repeatsMax))
      throw new SyntaxError(`it repeats more than ${repeatsMax} times`);
    return { type: "repeat", item, min, max };
  }

  #class(): CodePoints {
    const negated = this.#take("^");
    let points: CodePoints = [];
    while (!this.#take("]")) {
      const from = this.#classItem(negated);
      if (this.#peek() === "-" && this.#peek(1) !== "]") {
        this.#next();
        const to = this.#classItem(negated);
        points = union(points, [[from[0]?.[0] ?? 0, to[0]?.[0] ?? 0]]);
      } else points = union(points, from);
    }
    return negated ? without(allPoints, points) : without(points, without([[0, 0x10ffff]], allPoints));
  }

  #classItem(negated: boolean): CodePoints {
    const character = this.#next();
    if (character !== "\\") return single(character);
    if (this.#take("b")) return [[8, 8]];
    return this.#escaped(negated);
  }

  /** What stands behind a backslash. `whole`: all that the name covers, where less would allow too much. */
  #escaped(whole: boolean): CodePoints {
    const character = this.#next();
    if (character === "d") return digits;
    if (character === "D") return without(allPoints, digits);
    if (character === "w") return word;
    if (character === "W") return without(allPoints, word);
    if (character === "s") return whole ? everySpace : plainSpace;
    if (character === "S") return without(allPoints, everySpace);
    if (character === "x") return [hex(this.#next() + this.#next())];
    if (character === "u" && this.#take("{")) return [hex(this.#until("}"))];
    if (character === "u") return [hex(this.#next() + this.#next() + this.#next() + this.#next())];
    const control = Object.hasOwn(escapes, character) ? escapes[character] : undefined;
    if (control !== undefined) return [[control, control]];
    if (/[a-zA-Z0-9]/.test(character)) this.#fail(`\\${character}`);
    return single(character);
  }

  #until(end: string): string {
    let text = "";
    for (let next = this.#next(); next !== end; next = this.#next()) text += next;
    return text;
  }

  #take(character: string): boolean {
    if (this.#characters[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #peek(ahead = 0): string | undefined {
    return this.#characters[this.#at + ahead];
  }

  #next(): string {
    const next = this.#characters[this.#at++];
    if (next === undefined) throw new SyntaxError("it ends too early");
    return next;
  }

  #fail(what = this.#characters[this.#at] ?? "its end"): never {
    throw new SyntaxError(
      `${JSON.stringify(what)} in this place is not supported; literals, classes, groups, alternatives, ` +
        "repetitions and anchors at the ends are",
    );
  }
}

function single(character: string): CodePoints {
  const point = character.codePointAt(0) ?? 0;
  return [[point, point]];
}

function hex(text: string): [number, number] {
  const point = Number.parseInt(text, 16);
  return [point, point];
}

/** Single characters that a pattern comes to, its repetitions written out. */
export function sizeOf(pattern: Pattern): number {
  if (pattern.type === "set") return 1;
  if (pattern.type !== "repeat") return pattern.items.reduce((sum, item) => sum + sizeOf(item), 1);
  const times = pattern.max === Number.POSITIVE_INFINITY ? pattern.min + 1 : pattern.max;
  return 1 + sizeOf(pattern.item) * Math.max(1, times);
}

/** How many code points a text that matches has, at least and at most. */
export function lengthsOf(pattern: Pattern): { min: number; max: number } {
  if (pattern.type === "set") return { min: 1, max: 1 };
  if (pattern.type === "repeat") {
    const { min, max } = lengthsOf(pattern.item);
    return { min: min * pattern.min, max: max === 0 || pattern.max === 0 ? 0 : max * pattern.max };
  }
  const all = pattern.items.map(lengthsOf);
  if (pattern.type === "sequence") {
    return {
      min: all.reduce((sum, { min }) => sum + min, 0),
      max: all.reduce((sum, { max }) => sum + max, 0),
    };
  }
  return { min: Math.min(...all.map(({ min }) => min)), max: Math.max(...all.map(({ max }) => max)) };
}

/** A state of the machine: takes a character of `points`, or nothing where there are none. */
interface State {
  points?: CodePoints;
  next: number[];
}

/** Whether all of `text` is what `pattern` says. */
export function matchesPattern(text: string, pattern: Pattern): boolean {
  const states: State[] = [{ next: [] }];
  const start = addStates(states, pattern, 0);
  let current = reach(states, [start]);
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const next: number[] = [];
    for (const at of current) {
      const state = states[at];
      if (state?.points && has(state.points, point)) next.push(...state.next);
    }
    current = reach(states, next);
    if (current.size === 0) return false;
  }
  return current.has(0);
}

/** Adds what leads through `pattern` to `end`; where it begins. */
function addStates(states: State[], pattern: Pattern, end: number): number {
  const add = (state: State) => states.push(state) - 1;
  if (pattern.type === "set") return add({ points: pattern.points, next: [end] });
  if (pattern.type === "choice")
    return add({ next: pattern.items.map((item) => addStates(states, item, end)) });
  if (pattern.type === "sequence")
    return pattern.items.reduceRight((to, item) => addStates(states, item, to), end);
  let to = end;
  if (pattern.max === Number.POSITIVE_INFINITY) {
    to = add({ next: [end] });
    states[to]?.next.push(addStates(states, pattern.item, to));
  } else {
    for (let more = pattern.max - pattern.min; more > 0; more--)
      to = add({ next: [end, addStates(states, pattern.item, to)] });
  }
  for (let times = 0; times < pattern.min; times++) to = addStates(states, pattern.item, to);
  return to;
}

function reach(states: readonly State[], from: readonly number[]): Set<number> {
  const reached = new Set<number>();
  const left = [...from];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    const state = states[at];
    if (state && !state.points) left.push(...state.next);
  }
  return reached;
}
