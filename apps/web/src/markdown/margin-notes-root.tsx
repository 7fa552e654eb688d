import { type ReactNode, useRef } from "react";
import { useNotes } from "./markdown-context.ts";
import { useNotesLayout } from "./notes-layout.ts";

interface RootProps {
  readonly className: string;
  readonly lang: string | undefined;
  readonly dir: "ltr" | "rtl";
  readonly place: "beside" | "below";
  readonly children: ReactNode;
}

/** The element around a message, which knows where its notes go. */
export function MarginNotesRoot({ className, lang, dir, place, children }: RootProps) {
  const root = useRef<HTMLDivElement>(null);
  useNotesLayout(root, useNotes());
  return (
    <div ref={root} className={className} lang={lang} dir={dir} data-notes={place}>
      {children}
    </div>
  );
}
