import { createContext, useContext } from "react";
import type { Language } from "../state/look.ts";
import { en, type Words } from "./en.ts";
import { type Formats, formatsOf } from "./formats.ts";
import { zh } from "./zh.ts";

/** The words of a language together with its way of writing numbers, sizes and times. */
export interface Speech {
  readonly words: Words;
  readonly formats: Formats;
}

export function speechOf(language: Language): Speech {
  const words = language === "zh" ? zh : en;
  return { words, formats: formatsOf(language, words) };
}

export const SpeechContext = createContext<Speech>(speechOf("en"));

export const useWords = (): Words => useContext(SpeechContext).words;
export const useFormats = (): Formats => useContext(SpeechContext).formats;
