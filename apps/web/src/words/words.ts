import { createContext, useContext, useEffect, useState } from "react";
import type { Language } from "../state/look.ts";
import { en, type Words } from "./en.ts";
import { type Formats, formatsOf } from "./formats.ts";

/** The words of a language together with its way of writing numbers, sizes and times. */
export interface Speech {
  readonly words: Words;
  readonly formats: Formats;
}

/** English comes with the page, because it stands in for a language that cannot be had; others when they are spoken. */
const catalogues: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => en,
  zh: async () => (await import("./zh.ts")).zh,
};

const speechOf = (language: Language, words: Words): Speech => ({
  words,
  formats: formatsOf(language, words),
});

const english = speechOf("en", en);
const spoken = new Map<Language, Speech>([["en", english]]);

/** Brings a language; English where it cannot be read. */
export async function loadSpeech(language: Language): Promise<Speech> {
  const known = spoken.get(language);
  if (known !== undefined) return known;
  try {
    const speech = speechOf(language, await catalogues[language]());
    spoken.set(language, speech);
    return speech;
  } catch {
    return english;
  }
}

/** The speech of `language`; the one before until it has come. */
export function useSpeech(language: Language): Speech {
  const [speech, setSpeech] = useState(() => spoken.get(language) ?? english);
  useEffect(() => {
    let wanted = true;
    void loadSpeech(language).then((come) => wanted && setSpeech(come));
    return () => {
      wanted = false;
    };
  }, [language]);
  return speech;
}

export const SpeechContext = createContext<Speech>(english);

export const useWords = (): Words => useContext(SpeechContext).words;
export const useFormats = (): Formats => useContext(SpeechContext).formats;
