import { z } from 'zod'
import { DIAGNOSTICS_STEPS, type DiagnosticsStep } from '#shared/domain/diagnostics.ts'
import { REPORT_STEPS, type ReportStep } from '#shared/domain/report-formats.ts'
import { counted } from './words.ts'

/** How far a file is that takes its time. `amount`: what was read for it so far. */
export const progressSchema = z.object({
  step: z.enum([...REPORT_STEPS, ...DIAGNOSTICS_STEPS]),
  amount: z.number().nonnegative(),
  unit: z.enum(['record', 'byte', 'line']),
})
export type Progress = z.infer<typeof progressSchema>

const STEPS: Readonly<Record<ReportStep | DiagnosticsStep, string>> = {
  fleet: 'Reading what was seen of the fleet',
  operations: 'Reading the operations',
  performance: 'Reading the figures',
  writing: 'Writing',
  printing: 'Printing',
  console: 'Reading about the console',
  sites: 'Reading the sites',
  ledger: 'Reading the ledger',
  figures: 'Reading the figures',
  logs: 'Reading the log',
  screenshots: 'Taking pictures',
  finishing: 'Finishing',
}

/** Whoever reads lines of a file needs no more of them. */
const LINE_EVERY_MS = 1_000
const START_OF_LINE = '\r\u001b[K'

export interface ProgressOutput {
  readonly write: (text: string) => void
  /** One line that changes, instead of one line after the other. */
  readonly isTerminal: boolean
  readonly isJson: boolean
  /** Milliseconds, of whatever beginning. */
  readonly now: () => number
}

/** Writes how far a command is: for people on a terminal, for people who read it later, or for programs. */
export class ProgressLines {
  readonly #output: ProgressOutput
  #last = { step: '', at: Number.NEGATIVE_INFINITY }

  constructor(output: ProgressOutput) {
    this.#output = output
  }

  readonly tell = (progress: Progress): void => {
    const { write, isTerminal, isJson, now } = this.#output
    const at = now()
    if (!isTerminal && progress.step === this.#last.step && at - this.#last.at < LINE_EVERY_MS) return
    this.#last = { step: progress.step, at }
    if (isJson) write(`${JSON.stringify({ progress })}\n`)
    else write(isTerminal ? `${START_OF_LINE}${wordsOf(progress)}` : `${wordsOf(progress)}\n`)
  }

  /** The answer comes next. */
  end(): void {
    const { write, isTerminal } = this.#output
    if (isTerminal && this.#last.step !== '') write(START_OF_LINE)
  }
}

function wordsOf({ step, amount, unit }: Progress): string {
  return amount === 0 ? `${STEPS[step]} …` : `${STEPS[step]} … ${counted(amount, unit)}`
}
