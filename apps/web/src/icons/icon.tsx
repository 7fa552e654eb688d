import { shapes } from "./icon-shapes.tsx";

export type IconName = keyof typeof shapes;

/** A picture beside a word; hidden from screen readers, because the word says it. `small`: 15 px instead of 18. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg className={small ? "i s" : "i"} viewBox="0 0 24 24" aria-hidden="true">
      {shapes[name]}
    </svg>
  );
}
