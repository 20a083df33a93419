import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface TranscriptStep {
  /** Milliseconds since the demo began. */
  readonly atMs: number
  readonly text: string
}

/** What the demo ran on. */
export interface RunFacts {
  readonly electron: string
  readonly devices: number
  readonly seed: number
}

/** What `transcript.json` holds. */
export interface DemoReport {
  /** Changes that were entered: those that were applied, and those that a later one carried along. */
  readonly accepted: number
  readonly applied: number
  readonly merged: number
  /** Commands that their devices have confirmed. */
  readonly confirmed: number
  readonly lost: number
  readonly duplicated: number
  /** Applied out of the order in which they were made. */
  readonly reordered: number
  /** Clashes with other operators that were settled by keeping the demo's value. */
  readonly conflicts: number
  /** Changes whose device another operator edited afterwards: their values can not be told any more. */
  readonly overwritten: number
  /** Fields or marks that were not what they had to be, each a sentence. */
  readonly differences: readonly string[]
  /** In milliseconds, by name. */
  readonly timings: Readonly<Record<string, number>>
  /** File names, beside the report. */
  readonly pictures: readonly string[]
  readonly steps: readonly TranscriptStep[]
  readonly run: RunFacts
}

/** Tells a person what happens while it happens, and keeps it for the report. */
export class Transcript {
  readonly #folder: string
  readonly #facts: RunFacts
  readonly #startedAt = performance.now()
  readonly #steps: TranscriptStep[] = []
  readonly #timings: Record<string, number> = {}
  readonly #pictures: string[] = []

  constructor(folder: string, facts: RunFacts) {
    this.#folder = folder
    this.#facts = facts
    mkdirSync(folder, { recursive: true })
  }

  say(text: string): void {
    const atMs = Math.round(performance.now() - this.#startedAt)
    this.#steps.push({ atMs, text })
    process.stdout.write(`${(atMs / 1_000).toFixed(1).padStart(6)} s  ${text}\n`)
  }

  /** Runs a step and keeps how long it took. */
  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    const value = await work()
    this.#timings[name] = Math.round(performance.now() - startedAt)
    return value
  }

  /** Keeps a time that was measured elsewhere. */
  keepTime(name: string, ms: number): void {
    this.#timings[name] = ms
  }

  /** The path for the next picture. */
  picture(name: string): string {
    const file = `${this.#pictures.length + 1}-${name}.png`
    this.#pictures.push(file)
    return join(this.#folder, file)
  }

  finish(result: Omit<DemoReport, 'run' | 'timings' | 'pictures' | 'steps'>): DemoReport {
    const report = {
      ...result,
      run: this.#facts,
      timings: this.#timings,
      pictures: this.#pictures,
      steps: this.#steps,
    }
    writeFileSync(join(this.#folder, 'transcript.json'), `${JSON.stringify(report, null, 2)}\n`)
    return report
  }
}
