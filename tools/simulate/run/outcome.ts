/** What one way of using the simulator comes to. */
export interface Outcome {
  readonly isGood: boolean
  /** What `--json` holds. */
  readonly result: object
}

/** Where words go, and how many threads work. */
export interface Surroundings {
  readonly hands: number
  readonly say: (text: string) => void
  readonly progress: (text: string) => void
}
