import { useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { copyText } from "../markdown/copy-text.ts";
import { useWords } from "../words/words.ts";

/** How a program asks, to be copied into a terminal. */
export function CommandLine({ withKey }: { withKey: boolean }) {
  const { keys: words } = useWords();
  const [said, setSaid] = useState<"copied" | "refused" | null>(null);
  const text = [
    `curl ${location.origin}/v1/chat/completions \\`,
    ...(withKey ? ['  -H "Authorization: Bearer $XAI_API_KEY" \\'] : []),
    "  -H 'Content-Type: application/json' \\",
    `  -d '{"model": "grok", "messages": [{"role": "user", "content": "Hello"}]}'`,
  ].join("\n");
  return (
    <figure className="try-it">
      <figcaption>
        <span>{words.tryIt}</span>
        <button
          type="button"
          className="b quiet"
          onClick={() => void copyText(text).then((copied) => setSaid(copied ? "copied" : "refused"))}
        >
          <Icon name={said === "copied" ? "check" : "copy"} small />
          {said === null ? words.copyCommand : words[said]}
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
