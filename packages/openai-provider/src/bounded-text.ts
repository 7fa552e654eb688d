/** The text of `response`, cut at `bytesMax`; the rest is not read. Never throws: a body that breaks off ends there. */
export async function boundedText(response: Response, bytesMax: number): Promise<string> {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let left = bytesMax;
  try {
    while (left > 0) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.byteLength;
    }
  } catch {
    // What came before the break is still the best there is to tell.
  }
  // Not awaited: cancelling closes the connection, and nobody depends on when.
  reader.cancel().catch(() => {});
  return text + decoder.decode();
}
