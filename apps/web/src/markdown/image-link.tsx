import { useState } from "react";
import { useShared } from "./markdown-context.ts";

/** An image of somebody else's: not fetched until it is asked for, since fetching tells who reads. */
export function ImageLink({ src, alt, title }: { src: string; alt: string; title: string | undefined }) {
  const { words } = useShared();
  const [state, setState] = useState<"link" | "shown" | "failed">("link");
  const name = alt === "" ? src : alt;
  if (state === "shown") {
    return (
      <img
        className="picture"
        src={src}
        alt={alt}
        title={title}
        decoding="async"
        referrerPolicy="no-referrer"
        onError={() => setState("failed")}
      />
    );
  }
  return (
    <span className="picture-link">
      <a href={src} title={title} target="_blank" rel="noopener noreferrer">
        {name}
      </a>{" "}
      <button type="button" className="b line" onClick={() => setState("shown")}>
        {words.showImage}
      </button>
      {state === "failed" && <span role="status"> {words.imageFailed}</span>}
    </span>
  );
}
