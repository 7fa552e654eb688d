import type { Node, NodeProps } from "@xyflow/react";
import { createContext, memo, useContext } from "react";
import type { Stroke } from "./strokes.ts";

/** A stop, a junction, or a stub that stands for what is not drawn. */
export interface StopData extends Record<string, unknown> {
  readonly kind: "question" | "reply" | "run" | "junction" | "stub";
  readonly stroke: Stroke;
  /** For those who hear it. */
  readonly said: string;
  /** Beside the stop, or above the lines that leave a junction. */
  readonly beside: string;
  readonly besideMaxPx: number;
  /** Below the end of a line, with what is said of its panes. */
  readonly below: string | null;
  readonly standing: string;
  readonly here: boolean;
  readonly running: boolean;
  readonly unread: boolean;
  readonly found: boolean;
}

export type StopNode = Node<StopData, "stop">;

/** The area of a stop that can be pressed. */
export const stopSize = { width: 24, height: 20 };

export function stopNode(id: string, x: number, y: number, data: StopData): StopNode {
  const { width, height } = stopSize;
  return {
    id,
    type: "stop",
    position: { x: x - width / 2, y: y - height / 2 },
    width,
    height,
    data,
  };
}

export interface StopDeeds {
  /** The stop that keys mean. */
  readonly currentId: string;
  readonly press: (id: string, beside: boolean) => void;
  readonly focused: (id: string) => void;
  readonly openMenu: (id: string, anchor: HTMLElement) => void;
}

export const StopDeedsContext = createContext<StopDeeds>({
  currentId: "",
  press: () => undefined,
  focused: () => undefined,
  openMenu: () => undefined,
});

const Stop = memo(function Stop({ id, data }: NodeProps<StopNode>) {
  const { currentId, press, focused, openMenu } = useContext(StopDeedsContext);
  const { kind, stroke, here, unread, found, below } = data;
  const marks = `${here ? " here" : ""}${unread ? " unread" : ""}${found ? " found" : ""}`;
  return (
    <button
      type="button"
      className={`stop nopan ${stroke}${marks}`}
      data-kind={kind}
      // What can be read at it is part of its name, for those who say what they want pressed.
      aria-label={below === null ? data.said : `${below} ${data.standing}. ${data.said}`}
      tabIndex={id === currentId ? 0 : -1}
      data-stop={id}
      onClick={(event) => press(id, event.ctrlKey || event.metaKey)}
      onFocus={() => focused(id)}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu(id, event.currentTarget);
      }}
    >
      {data.beside !== "" && (
        <span className="beside" dir="auto" style={{ maxWidth: data.besideMaxPx }}>
          {data.beside}
        </span>
      )}
      {below !== null && (
        <span className="below">
          <b dir="auto">{below}</b> {data.standing}
        </span>
      )}
      {kind === "stub" && data.standing}
      {data.running && <span className="writing" />}
    </button>
  );
});

export const nodeTypes = { stop: Stop };
