import { NeedleStream } from "./needle-stream.ts";

/** How a model marks its reasoning, in the engine's inner text (see `controlText`). */
export interface ReasoningMarkers {
  /** Texts that open the reasoning. */
  open: readonly string[];
  /** Texts that close it. In the open answer they are dropped. */
  close: readonly string[];
}

export interface ReasoningPiece {
  kind: "text" | "reasoning";
  text: string;
}

/**
 * Parts what a model writes into reasoning and answer.
 *
 * Markers are left out of both, and so is white space that follows one. Without markers everything is text.
 */
export class ReasoningSplitter {
  readonly #markers: ReasoningMarkers | undefined;
  #stream: NeedleStream;
  #kind: ReasoningPiece["kind"];
  #afterMarker: boolean;

  /** `begun`: the prompt has already opened the reasoning. */
  constructor(markers: ReasoningMarkers | undefined, begun: boolean) {
    this.#markers = markers;
    this.#kind = markers && begun ? "reasoning" : "text";
    this.#afterMarker = markers !== undefined;
    this.#stream = this.#newStream();
  }

  /** Where the next text belongs, as far as known. */
  get kind(): ReasoningPiece["kind"] {
    return this.#kind;
  }

  /** True while text is held that may become a marker. */
  get holding(): boolean {
    return this.#stream.holding;
  }

  push(text: string): ReasoningPiece[] {
    const pieces: ReasoningPiece[] = [];
    let left = text;
    for (;;) {
      const hit = this.#stream.push(left);
      this.#add(pieces, hit.text);
      if (hit.needle === undefined) return pieces;
      this.#kind = this.#markers?.close.includes(hit.needle) ? "text" : "reasoning";
      this.#afterMarker = true;
      this.#stream = this.#newStream();
      left = hit.rest ?? "";
    }
  }

  /** The reasoning is over without a marker; what was held of one. */
  end(): ReasoningPiece[] {
    const pieces = this.flush();
    this.#kind = "text";
    this.#afterMarker = true;
    this.#stream = this.#newStream();
    return pieces;
  }

  flush(): ReasoningPiece[] {
    const pieces: ReasoningPiece[] = [];
    this.#add(pieces, this.#stream.flush());
    return pieces;
  }

  #add(pieces: ReasoningPiece[], text: string): void {
    const kept = this.#afterMarker ? text.trimStart() : text;
    if (kept === "") return;
    this.#afterMarker = false;
    pieces.push({ kind: this.#kind, text: kept });
  }

  #newStream(): NeedleStream {
    if (!this.#markers) return new NeedleStream([]);
    const { open, close } = this.#markers;
    return new NeedleStream(this.#kind === "reasoning" ? close : [...open, ...close]);
  }
}
