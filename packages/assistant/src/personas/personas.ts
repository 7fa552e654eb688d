import type { PersonaMode } from "@grok/conversation";
import { funEnglish } from "./fun-en.ts";
import { funChinese } from "./fun-zh.ts";
import type { Persona } from "./persona.ts";
import { regularEnglish } from "./regular-en.ts";
import { regularChinese } from "./regular-zh.ts";

const personas: Record<PersonaMode, Record<"en" | "zh", Persona>> = {
  regular: { en: regularEnglish, zh: regularChinese },
  fun: { en: funEnglish, zh: funChinese },
};

/** The system prompt of a mode. The same arguments always give the same text. */
export function personaSystem(mode: PersonaMode, language: "en" | "zh", modelTitle: string): string {
  return personas[mode][language].system.replaceAll("{model}", () => modelTitle);
}
