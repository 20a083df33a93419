import type { IpcResponse } from '#shared/ipc/contract.ts'
import type { Outcome } from '../command.ts'
import { CommandError, EXIT, type Exit } from '../exits.ts'
import { oneLine } from '../words.ts'

type Outcomes = IpcResponse<'operations:retry'>['outcomes']

/** What was possible and what was not, one line for each operation. */
export function outcomeOf(result: { readonly outcomes: Outcomes }, done: string): Outcome {
  const { outcomes } = result
  const exit = outcomes.every(({ ok }) => ok) ? EXIT.done : EXIT.refused
  const lines = outcomes.map(
    ({ key, ok, message }) => `${key}  ${ok ? done : oneLine(`not possible: ${message ?? ''}`)}`,
  )
  return { exit, result, lines }
}

const FILE_EXITS: Readonly<Record<string, Exit>> = {
  'not-read': EXIT.failed,
  'not-written': EXIT.failed,
  'no-room': EXIT.failed,
  uncertain: EXIT.failed,
}

/** A file that was refused ends the command; anything else that was asked for is handed back. */
export function assertTaken<T extends { readonly outcome: string }>(
  answer: T,
): Exclude<T, { outcome: 'refused' } | { outcome: 'cancelled' }> {
  if (isRefused(answer)) {
    const { code, message } = answer.problem
    throw new CommandError(FILE_EXITS[code] ?? EXIT.refused, code, message)
  }
  if (answer.outcome === 'cancelled') throw new CommandError(EXIT.interrupted, 'cancelled', 'It was cancelled.')
  return answer as Exclude<T, { outcome: 'refused' } | { outcome: 'cancelled' }>
}

function isRefused(
  answer: { readonly outcome: string } | { outcome: 'refused'; problem: { code: string; message: string } },
): answer is { outcome: 'refused'; problem: { code: string; message: string } } {
  return answer.outcome === 'refused'
}
