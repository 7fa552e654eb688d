/** OpenAI's shape of a failure. */
export function nestedError(failure: {
  readonly message: string;
  readonly type: string;
  readonly code: string | null;
  readonly param: string | undefined;
}) {
  const { message, type, code, param } = failure;
  return { error: { message, type, param: param ?? null, code } };
}

/** xAI's shape of a failure. */
export function flatError(failure: { readonly message: string; readonly code: string }) {
  return { code: failure.code, error: failure.message };
}
