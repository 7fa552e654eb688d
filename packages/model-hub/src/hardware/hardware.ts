/** A graphics card with memory of its own. */
export interface Gpu {
  name: string;
  memoryTotalBytes: number;
  memoryFreeBytes: number;
}

/** What a choice of model depends on. A snapshot: free memory changes. */
export interface Hardware {
  /** What this process may use: the machine's memory, or less in a container. */
  memoryTotalBytes: number;
  /** What it could have now without pushing anything else out. */
  memoryAvailableBytes: number;
  /** Real cores where the system tells them from threads, limits of a container included. */
  cores: number;
  /** Graphics and processor share one memory, as on Apple silicon. */
  unifiedMemory: boolean;
  /**
   * Cards found. The hub does not know what the engine was built for: an app whose engine cannot use them passes
   * an empty list to the chooser.
   */
  gpus: readonly Gpu[];
}
