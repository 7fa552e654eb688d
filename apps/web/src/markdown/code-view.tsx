import { memo, type ReactNode, useEffect, useRef, useState } from "react";
import { Caret } from "./caret.tsx";
import { type CodeLine, colourCode, hasColours, knownColours } from "./code-colours.ts";
import { languageTitle } from "./code-language.ts";
import { growLines, noLines } from "./code-lines.ts";
import { copyText } from "./copy-text.ts";
import { useShared } from "./markdown-context.ts";
import type { CodeBlock } from "./markdown-tree.ts";

/** How long "Copied" stands, in milliseconds. */
const copiedMs = 1600;
/** Longer code that stays plain is laid out as it comes near the screen. */
const nearCharsMax = 50_000;

/** A block of code with its name, Copy code and Open in editor. `start`: of its piece in the text. */
export function CodeView({ block, start }: { block: CodeBlock; start: number }) {
  const { words, openInEditor } = useShared();
  const { source, language, fileName } = block;
  const name = fileName ?? languageTitle(language) ?? (language === "" ? words.code : language);
  const open = () =>
    openInEditor?.({
      source,
      language,
      ...(fileName === undefined ? {} : { fileName }),
      offset: start + block.offset,
    });
  return (
    <figure
      className="code"
      dir="ltr"
      data-language={language === "" ? undefined : language}
      data-offset={start + block.offset}
    >
      <header>
        <b className={fileName === undefined ? "lang" : undefined}>{name}</b>
        <CopyButton source={source} />
        {openInEditor !== undefined && (
          <button type="button" className="b quiet" onClick={open}>
            <svg className="i s" viewBox="0 0 24 24" aria-hidden="true">
              <path d="m18 16 4-4-4-4" />
              <path d="m6 8-4 4 4 4" />
              <path d="m14.5 4-5 16" />
            </svg>
            {words.openInEditor}
          </button>
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms. */}
      <pre tabIndex={0} role="group" aria-label={words.codeNamed(name)}>
        <code>
          {block.closed ? (
            <ColouredCode source={source} language={language} />
          ) : (
            <GrowingCode source={source} />
          )}
          {block.caret === true && <Caret />}
        </code>
      </pre>
    </figure>
  );
}

function CopyButton({ source }: { source: string }) {
  const { words } = useShared();
  const [result, setResult] = useState<"copied" | "failed">();
  const said = result === undefined ? "" : result === "copied" ? words.copied : words.copyFailed;
  useEffect(() => {
    if (result === undefined) return;
    const timer = setTimeout(() => setResult(undefined), copiedMs);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => setResult((await copyText(source)) ? "copied" : "failed");
  return (
    <>
      <button type="button" className="b quiet" onClick={copy} data-result={result}>
        {said === "" ? words.copyCode : said}
      </button>
      <span className="sr" role="status">
        {said}
      </span>
    </>
  );
}

/** Code that is still being written: plain, and only its last lines are drawn again. */
function GrowingCode({ source }: { source: string }) {
  const before = useRef(noLines);
  const lines = growLines(before.current, source);
  useEffect(() => {
    before.current = lines;
  }, [lines]);
  // biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end.
  return lines.groups.map((group, index) => <PlainLines key={index} text={group} />);
}

const PlainLines = memo(({ text }: { text: string }) => <span>{text}</span>);

function ColouredCode({ source, language }: { source: string; language: string }) {
  const [lines, setLines] = useState(() => knownColours(source, language));
  useEffect(() => {
    if (!hasColours(source, language)) return;
    const stop = new AbortController();
    colourCode(source, language, stop.signal).then((coloured) => {
      if (!stop.signal.aborted) setLines(coloured);
    });
    return () => stop.abort();
  }, [source, language]);
  if (lines === undefined) return source.length > nearCharsMax ? <LongCode source={source} /> : source;
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity.
    <ColouredLine key={index} line={line} isLast={index === lines.length - 1} />
  ));
}

/** Thousands of lines, of which only those near the screen are laid out: all of them would take seconds. */
function LongCode({ source }: { source: string }) {
  const { groups } = growLines(noLines, source);
  return groups.map((group, index) => {
    const text = group.endsWith("\n") ? group.slice(0, -1) : group;
    const lines = text.split("\n").length;
    return (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: groups have no other identity.
        key={index}
        className="far"
        style={{ containIntrinsicBlockSize: `calc(${lines} * var(--code-l))` }}
      >
        {text === "" ? "\n" : text}
      </span>
    );
  });
}

const classes = { key: "tk", str: "ts", num: "tn", com: "tc", fn: "tf" } as const;

const ColouredLine = memo(({ line, isLast }: { line: CodeLine; isLast: boolean }): ReactNode => {
  const runs = line.map((token, index) =>
    token.kind === undefined ? (
      token.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: runs have no other identity.
      <span key={index} className={classes[token.kind]}>
        {token.text}
      </span>
    ),
  );
  return isLast ? runs : [...runs, "\n"];
});
