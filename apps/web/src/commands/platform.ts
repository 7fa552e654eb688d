/** Whether keys are to be written as on a Mac. */
export const isMac = /^(Mac|iP)/.test(navigator.platform);

/** Whether keys pressed there are text. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches("input:not([type=radio], [type=checkbox]), textarea, select")
  );
}
