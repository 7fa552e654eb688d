// The only platform type that pure packages may name: cancellation is the same object in Node and in browsers.
// It is declared here, for tsconfig.pure.json alone, so that nothing else of either platform is in reach there.
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
  throwIfAborted(): void;
}
