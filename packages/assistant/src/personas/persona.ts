/** A character as a model is told it. The text goes to the head of every prompt, so it holds nothing that varies. */
export interface Persona {
  /** `{model}` stands for the title of the model inside. */
  readonly system: string;
}
