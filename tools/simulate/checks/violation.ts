/** A promise that was broken. */
export interface Violation {
  /** Names the promise, the same for every way of breaking it. */
  readonly promise: string
  readonly message: string
  /** True time in milliseconds. */
  readonly at: number
}

/** Where checks say what they have found. */
export type Report = (promise: string, message: string) => void
