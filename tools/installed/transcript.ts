import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Tells what happens while it happens, and keeps it beside the pictures. */
export class Transcript {
  readonly #folder: string
  readonly #startedAt = performance.now()
  readonly #steps: { readonly atMs: number; readonly text: string }[] = []
  readonly #facts: Record<string, unknown> = {}

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
  }

  say(text: string): void {
    const atMs = Math.round(performance.now() - this.#startedAt)
    this.#steps.push({ atMs, text })
    process.stdout.write(`${(atMs / 1_000).toFixed(1).padStart(6)} s  ${text}\n`)
  }

  keep(name: string, value: unknown): void {
    this.#facts[name] = value
  }

  picture(name: string): string {
    return join(this.#folder, `${name}.png`)
  }

  finish(isGood: boolean): void {
    const content = { isGood, ...this.#facts, steps: this.#steps }
    writeFileSync(join(this.#folder, 'transcript.json'), `${JSON.stringify(content, null, 2)}\n`)
  }
}

/** Ends the test with what was expected. */
export function must(what: string, holds: boolean, found?: unknown): void {
  if (!holds) throw new Error(`not so: ${what}${found === undefined ? '' : ` (${JSON.stringify(found)})`}`)
}
