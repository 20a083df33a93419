import type { Violation } from './checks/violation.ts'
import type { Shrunk } from './run/requests.ts'
import type { SeedReport } from './run/run-seed.ts'
import type { Step } from './steps/plan.ts'
import { shortKey } from './world/ids.ts'

/** Lines of a shrunken trace that are shown at most: the last ones. */
const MOST_LINES = 150
const MS_PER_HOUR = 3_600_000
const KEY = /\b[0-9a-f]{8}-0000-4000-8000-[0-9a-f]{12}\b/g

/** One run in a few lines. */
export function wordsOfRun({ seed, steps, hash, violation, figures }: SeedReport): string {
  const { made, applied, simulatedMs } = figures
  const seconds = Math.round(simulatedMs / 1_000)
  const head = `seed ${seed}, ${steps} steps: ${made} operations made, ${applied} applied, in ${seconds} s of simulated time`
  return `${head}\ntrace ${hash}\n${violation === null ? 'every promise was kept' : wordsOfViolation(violation)}\n`
}

export function wordsOfViolation({ promise, message, at }: Violation): string {
  return `BROKEN ${promise} at ${at.toFixed(3)} ms: ${shortened(message)}`
}

/** The shortest way to the same broken promise, and what happened on it. */
export function wordsOfShrunk({ report, steps }: Shrunk): string {
  const lines = report.lines.slice(-MOST_LINES)
  const left = report.lines.length - lines.length
  const skipped = left > 0 ? [`… ${left} lines before`] : []
  return [
    `with ${steps.length} steps it happens as well:`,
    ...steps.map((step, index) => `  ${wordsOfStep(step, index)}`),
    'what happens:',
    ...[...skipped, ...lines.map((line) => shortened(line.trimEnd()))].map((line) => `  ${line}`),
    '',
  ].join('\n')
}

export function wordsOfTime(ms: number): string {
  return `${(ms / MS_PER_HOUR).toFixed(1)} h`
}

/** Keys are long; people read the end of them. */
export function shortened(text: string): string {
  return text.replace(KEY, shortKey)
}

function wordsOfStep({ action, console, waitMs }: Step, index: number): string {
  return `${index}: ${action}, console ${console}, then ${waitMs} ms`
}
