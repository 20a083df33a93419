import type { Outcome } from './command.ts'
import { CommandError, EXIT, type Exit, UsageError } from './exits.ts'
import type { Answerer } from './requests.ts'

/** What is written, and the code that the program ends with. */
export interface Told {
  readonly exit: Exit
  readonly out: string
  readonly err: string
}

export interface About {
  readonly command: string
  readonly source: Answerer['source'] | null
  readonly site: string | null
  readonly isJson: boolean
}

export function toldOutcome({ exit, result, lines }: Outcome, { isJson, ...about }: About): Told {
  const isDone = exit === EXIT.done
  const out = isJson
    ? `${JSON.stringify({ ok: isDone, exit, ...about, result })}\n`
    : lines.map((line) => `${line}\n`).join('')
  return { exit, out, err: '' }
}

/** Errors are for people on standard error, and for programs where the answer would have been. */
export function toldError(error: unknown, { isJson, ...about }: About): Told {
  const { exit, code, message } = causeOf(error)
  const out = isJson ? `${JSON.stringify({ ok: false, exit, ...about, error: { code, message } })}\n` : ''
  const hint = exit === EXIT.usage ? '\nSee `outpost-console --headless help`.' : ''
  return { exit, out, err: isJson ? '' : `${message}${hint}\n` }
}

function causeOf(error: unknown): { exit: Exit; code: string; message: string } {
  if (error instanceof UsageError) return { exit: EXIT.usage, code: 'usage', message: error.message }
  if (error instanceof CommandError) return { exit: error.exit, code: error.code, message: error.message }
  return { exit: EXIT.failed, code: 'internal', message: error instanceof Error ? error.message : String(error) }
}
