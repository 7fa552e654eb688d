/** Put into a word of others so that it never becomes a control token; split off before tokenising. */
export const breakMark = "\uE002";

/** What disarming needs to know of a vocabulary. */
export interface ControlTokens {
  tokenize(text: string, control: boolean, first: boolean): number[];
  controlName(token: number): string | undefined;
}

/**
 * `value`, a part of what a template renders by itself (names, descriptions, arguments), with a break in each spelling of
 * a control token: what others write must not speak for the template.
 */
export function disarmed(value: unknown, vocabulary: ControlTokens): unknown {
  if (typeof value === "string") return disarmedText(value, vocabulary);
  if (Array.isArray(value)) return value.map((item) => disarmed(item, vocabulary));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [disarmedText(name, vocabulary), disarmed(item, vocabulary)]),
  );
}

function disarmedText(text: string, vocabulary: ControlTokens): string {
  let safe = text.replaceAll(/[\uE000-\uE002]/g, "\uFFFD");
  const names = vocabulary
    .tokenize(safe, true, false)
    .flatMap((token) => vocabulary.controlName(token) ?? []);
  for (const name of new Set(names)) {
    const [first = ""] = name;
    safe = safe.replaceAll(name, () => first + breakMark + name.slice(first.length));
  }
  return safe;
}
