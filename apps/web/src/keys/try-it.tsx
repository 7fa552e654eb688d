import { useId, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { copyText } from "../markdown/copy-text.ts";
import { useWords } from "../words/words.ts";

/** How others reach this server, to be copied: a program in a terminal, and an assistant in its settings. */
export function TryIt({ withKey }: { withKey: boolean }) {
  const { keys: words } = useWords();
  const command = [
    `curl ${location.origin}/v1/chat/completions \\`,
    ...(withKey ? ['  -H "Authorization: Bearer $XAI_API_KEY" \\'] : []),
    "  -H 'Content-Type: application/json' \\",
    `  -d '{"model": "grok", "messages": [{"role": "user", "content": "Hello"}]}'`,
  ];
  const address = { type: "http", url: `${location.origin}/v1/mcp` };
  const grok = withKey ? { ...address, headers: { Authorization: "Bearer xai-…" } } : address;
  const setting = JSON.stringify({ mcpServers: { grok } }, null, 2);
  return (
    <>
      <Copied title={words.tryIt} copy={words.copyCommand} text={command.join("\n")} />
      <Copied title={words.assistants} copy={words.copySetting} text={setting} />
    </>
  );
}

function Copied({ title, copy, text }: { title: string; copy: string; text: string }) {
  const { keys: words } = useWords();
  const titleId = useId();
  const [said, setSaid] = useState<"copied" | "refused" | null>(null);
  return (
    <figure className="try-it" aria-labelledby={titleId}>
      <figcaption>
        <span id={titleId}>{title}</span>
        <button
          type="button"
          className="b quiet"
          onClick={() => void copyText(text).then((copied) => setSaid(copied ? "copied" : "refused"))}
        >
          <Icon name={said === "copied" ? "check" : "copy"} small />
          {said === null ? copy : words[said]}
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
