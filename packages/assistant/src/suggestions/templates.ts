import type { Intent } from "../question/question-reading.ts";

/** What a set of templates is for: an intent, or a special case of one. */
export type TemplateKey = Intent | "define-name" | "lookup-name" | "why-personal" | "compare-choice";

/**
 * Ways to ask further; of one group at most one is shown, so that the three differ in kind. A template is left out
 * where it holds something that the question did not yield:
 * - `{topic}`, `{other}`: noun phrases; `{doing}`: what somebody does, bare infinitive; `{name}`: a name from the reply;
 * - `{does}`, `{is}`: agree with `{topic}`, and are left out where its number is unsure.
 */
export type Templates = Readonly<Record<TemplateKey, readonly (readonly string[])[]>>;

export interface Fillings {
  readonly topic: string | null;
  readonly other: string | null;
  readonly doing: string | null;
  readonly name: string | null;
  readonly does: string | null;
  readonly is: string | null;
}

/** Every group's fitting templates, filled; groups without any are left out. */
export function fillTemplates(
  groups: readonly (readonly string[])[],
  fillings: Fillings,
): readonly (readonly string[])[] {
  return groups
    .map((group) => group.map((template) => fill(template, fillings)).filter((filled) => filled !== null))
    .filter((group) => group.length > 0);
}

function fill(template: string, fillings: Fillings): string | null {
  let whole = true;
  const filled = template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = fillings[key as keyof Fillings] ?? null;
    if (value === null) whole = false;
    return value ?? "";
  });
  return whole ? filled : null;
}
