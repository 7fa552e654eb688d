import { Fragment, type ReactNode } from "react";
import { Caret } from "./caret.tsx";
import { ImageLink } from "./image-link.tsx";
import type { Inline } from "./markdown-tree.ts";
import { InlineMaths } from "./maths.tsx";
import { NoteMark } from "./note-mark.tsx";

/** Text with its emphasis, links, formulas and marks. */
export function Inlines({ of }: { of: readonly Inline[] }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line have no other identity.
  return of.map((inline, index) => <Fragment key={index}>{drawn(inline)}</Fragment>);
}

function drawn(inline: Inline): ReactNode {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "strong":
      return (
        <strong>
          <Inlines of={inline.children} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Inlines of={inline.children} />
        </em>
      );
    case "deleted":
      return (
        <del>
          <Inlines of={inline.children} />
        </del>
      );
    case "code":
      return <code>{inline.text}</code>;
    case "break":
      return <br />;
    case "link":
      return (
        <a href={inline.href} title={inline.title} target="_blank" rel="noopener noreferrer">
          <Inlines of={inline.children} />
        </a>
      );
    case "image":
      return <ImageLink src={inline.src} alt={inline.alt} title={inline.title} />;
    case "maths":
      return <InlineMaths source={inline.source} display={inline.display} />;
    case "footnote":
      return <NoteMark label={inline.label} written={inline.written} />;
    case "caret":
      return <Caret />;
  }
}
