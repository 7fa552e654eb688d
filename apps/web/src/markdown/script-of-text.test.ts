import assert from "node:assert/strict";
import { test } from "node:test";
import { directionOf, languageOf } from "./script-of-text.ts";

test("the first letter decides the direction", () => {
  assert.equal(directionOf("1. שלום hello"), "rtl");
  assert.equal(directionOf("«مرحبا»"), "rtl");
  assert.equal(directionOf("hello שלום"), "ltr");
  assert.equal(directionOf("123 …"), "ltr");
});

test("a script with rules of its own tells the language", () => {
  assert.equal(languageOf("时刻表说十分钟一班，为什么"), "zh-Hans");
  assert.equal(languageOf("給奶奶解釋什麼是雲端，這樣說"), "zh-Hant");
  assert.equal(languageOf("これは日本語の文章です"), "ja");
  assert.equal(languageOf("한국어 문장입니다"), "ko");
  assert.equal(languageOf("أنت لا تختار الحافلة"), "ar");
  assert.equal(languageOf("این یک جمله فارسی است"), "fa");
  assert.equal(languageOf("זה משפט בעברית"), "he");
});

test("a foreign word does not make a foreign text", () => {
  assert.equal(
    languageOf("The word 时刻表 means timetable, as everybody who waited for a bus knows."),
    undefined,
  );
  assert.equal(languageOf("用 TypeScript 写的程序，跑在 Node 24 上"), "zh-Hans");
  assert.equal(languageOf("Où êtes-vous? “Hier” — naïve €5"), undefined);
});
