// Keys as commands name them: "Mod+Shift+L", "Alt+N", "F6", "?". "Mod" is Command on a Mac and Control elsewhere.
// Letters are found by what they write, so that they are where the keyboard's legend says; where they write none of
// ours (another script, Option on a Mac) by their place, and digits always by their place, because some layouts want
// Shift for them.

export interface Keys {
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** "N", "1", "\\", ",", "?", "F6", "Escape". */
  readonly key: string;
}

/** What of a keyboard event decides. */
export type Pressed = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing"
>;

export interface Keyboard {
  readonly mac: boolean;
  /** Somebody is typing into a field. */
  readonly writing: boolean;
}

export function parseKeys(text: string): Keys {
  const parts = text.split("+");
  const key = parts.pop()!;
  return { mod: parts.includes("Mod"), alt: parts.includes("Alt"), shift: parts.includes("Shift"), key };
}

/**
 * Whether `pressed` are these keys. On a Mac, Option writes letters of many languages, so that while somebody writes
 * a command of Alt wants Control as well; elsewhere Control with Alt is AltGr, which writes letters too.
 */
export function matchesKeys(pressed: Pressed, text: string, { mac, writing }: Keyboard): boolean {
  if (pressed.isComposing) return false;
  const { mod, alt, shift, key } = parseKeys(text);
  const bare = !mod && !alt;
  if (key === "?") return !writing && pressed.key === "?" && !pressed.ctrlKey && !pressed.metaKey;
  if (pressed.altKey !== alt || pressed.shiftKey !== shift) return false;
  if (mac) {
    if (pressed.metaKey !== mod) return false;
    if (pressed.ctrlKey && !alt) return false;
    if (alt && writing && !pressed.ctrlKey) return false;
  } else if ((pressed.ctrlKey || pressed.metaKey) !== mod) return false;
  return bare ? pressed.key === key : isKey(pressed, key);
}

function isKey({ key, code }: Pressed, wanted: string): boolean {
  if (/^\d$/.test(wanted)) return code === `Digit${wanted}`;
  if (/^[A-Z]$/.test(wanted))
    return /^[a-z]$/i.test(key) ? key.toUpperCase() === wanted : code === `Key${wanted}`;
  if (key === wanted) return true;
  // Half of the layouts write a backslash with AltGr, which cannot be held together with Control.
  if (wanted === "\\") return code === "Backslash" || code === "IntlBackslash";
  return wanted === "," && code === "Comma" && !/^[\x21-\x7e]$/.test(key);
}

const macSigns: Readonly<Record<string, string>> = { mod: "⌘", alt: "⌃⌥", shift: "⇧", Escape: "esc" };
const signs: Readonly<Record<string, string>> = { mod: "Ctrl", alt: "Alt", shift: "Shift", Escape: "Esc" };

/** The keys one by one, as the platform writes them. */
export function keyCaps(text: string, mac: boolean): readonly string[] {
  const { mod, alt, shift, key } = parseKeys(text);
  const written = mac ? macSigns : signs;
  const held = [
    ...(alt ? [written.alt!] : []),
    ...(mac && shift ? [written.shift!] : []),
    ...(mod ? [written.mod!] : []),
    ...(!mac && shift ? [written.shift!] : []),
  ];
  return [...held, written[key] ?? key];
}

/** For `aria-keyshortcuts`. */
export function ariaKeys(text: string, mac: boolean): string {
  const { mod, alt, shift, key } = parseKeys(text);
  const held = [
    ...(mod ? [mac ? "Meta" : "Control"] : []),
    ...(alt ? (mac ? ["Control", "Alt"] : ["Alt"]) : []),
    ...(shift ? ["Shift"] : []),
  ];
  return [...held, key].join("+");
}
