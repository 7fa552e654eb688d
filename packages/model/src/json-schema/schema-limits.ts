/** What one schema may hold, all its parts together. More is no form of an answer, and grammars grow with it. */
export const jsonSchemaLimits = {
  /** Schemas within each other, the outermost counted; those that are referred to count anew. */
  nesting: 12,
  /** Schemas in all. */
  schemas: 500,
  /** Names, enums and consts, UTF-16 units. */
  textLength: 50_000,
  items: 1_000,
  stringLength: 20_000,
  /** Characters that patterns and formats come to, all together. */
  patternSize: 60_000,
  /** Letters of the names beside which others of one schema may stand: each is told apart from those. */
  namesBesideOthers: 4_000,
  /** Properties times how many of them are counted. */
  counted: 4_000,
  /** Values that a step and two bounds leave: each is written out. */
  steps: 500,
} as const;
