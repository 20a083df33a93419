/** A value as JSON that was made from stored texts, so that large answers are not parsed only to be written again. */
export class JsonText<T> {
  readonly text: string

  /** @param text must be the JSON of a `T`. */
  constructor(text: string) {
    this.text = text
  }

  parse(): T {
    return JSON.parse(this.text) as T
  }

  /** For whoever does not know of prepared texts. */
  toJSON(): T {
    return this.parse()
  }
}

/** The JSON of any value, prepared or not. */
export function jsonOf(value: unknown): string {
  return value instanceof JsonText ? value.text : JSON.stringify(value)
}
