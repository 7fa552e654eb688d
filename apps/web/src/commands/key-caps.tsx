/** Keys as they are held together. */
export function KeyCaps({ caps }: { caps: readonly string[] }) {
  return (
    <span className="ks">
      {caps.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
