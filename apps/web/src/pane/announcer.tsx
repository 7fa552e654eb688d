import { type NodeId, textOf } from "@grok/conversation";
import { useEffect, useRef, useState } from "react";
import { countWords } from "../words/word-count.ts";
import { useFormats, useWords } from "../words/words.ts";
import { useBody, useRunningLeaf } from "./use-view.ts";

/** Tells screen readers that an answer begins and that it has ended, and nothing in between. */
export function Announcer() {
  const words = useWords();
  const formats = useFormats();
  const running = useRunningLeaf();
  const [followed, setFollowed] = useState<NodeId | null>(null);
  const [said, setSaid] = useState("");
  const body = useBody(followed);
  const announced = useRef<NodeId | null>(null);

  useEffect(() => {
    if (running === null || announced.current === running) return;
    announced.current = running;
    setFollowed(running);
    setSaid(words.announce.answering);
  }, [running, words]);

  useEffect(() => {
    if (body === undefined || body.status === "running") return;
    const count = formats.words(countWords(textOf(body)));
    setFollowed(null);
    setSaid(
      body.status === "done"
        ? words.announce.complete(count)
        : body.status === "stopped"
          ? words.announce.stopped(count)
          : words.announce.broken(count),
    );
  }, [body, words, formats]);

  return (
    <p className="sr" role="status">
      {said}
    </p>
  );
}
