import { readChineseQuestion } from "./chinese-question.ts";
import { readEnglishQuestion } from "./english-question.ts";
import type { QuestionReading } from "./question-reading.ts";

/** `question` taken apart by the rules of `language`. */
export function readQuestion(question: string, language: "en" | "zh"): QuestionReading {
  return language === "zh" ? readChineseQuestion(question) : readEnglishQuestion(question);
}
