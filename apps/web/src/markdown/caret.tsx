/** The block that blinks where the text grows. */
export function Caret() {
  return <span className="caret" aria-hidden="true" />;
}
