import type { Text } from "@codemirror/state";
import { useEffect, useLayoutEffect, useRef } from "react";
import { createSourceEditor, type SourceEditor } from "./source-editor.ts";

interface SourceFieldProps {
  /** What it begins with; later changes of it are not looked at. */
  readonly begin: string;
  readonly label: string;
  readonly phrases: Readonly<Record<string, string>>;
  readonly readOnly?: boolean;
  /** What the changes are shown against; null shows the text alone. Keep the same object between renders. */
  readonly against: Text | null;
  readonly onAttach?: (source: SourceEditor | null) => void;
  readonly onEdit?: () => void;
  readonly onPlace?: (share: number) => void;
}

/** The place of a Markdown source on the page. */
export function SourceField(props: SourceFieldProps) {
  const { against } = props;
  const parent = useRef<HTMLDivElement>(null);
  const source = useRef<SourceEditor>(null);
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    if (parent.current === null) return;
    const { begin, label, phrases, readOnly = false } = latest.current;
    const made = createSourceEditor({
      parent: parent.current,
      text: begin,
      label,
      phrases,
      readOnly,
      onEdit: () => latest.current.onEdit?.(),
      onPlace: (share) => latest.current.onPlace?.(share),
    });
    source.current = made;
    latest.current.onAttach?.(made);
    return () => {
      latest.current.onAttach?.(null);
      source.current = null;
      made.destroy();
    };
  }, []);
  useEffect(() => {
    source.current?.compare(against);
  }, [against]);

  return <div ref={parent} className="source" />;
}
