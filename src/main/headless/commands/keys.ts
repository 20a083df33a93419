import { z } from 'zod'
import type { Input } from '../command.ts'
import { UsageError } from '../exits.ts'

const MOST_KEYS = 1_000
const keySchema = z.uuid()

/** The words of a command as keys of operations. @throws UsageError */
export function keysOf({ rest }: Pick<Input, 'rest'>): string[] {
  const wrong = rest.find((word) => !keySchema.safeParse(word).success)
  if (wrong !== undefined)
    throw new UsageError(`“${wrong.slice(0, 60)}” is no key of a change; \`queue list\` names them.`)
  if (rest.length > MOST_KEYS) throw new UsageError(`At most ${MOST_KEYS} keys go into one command.`)
  return [...new Set(rest)]
}

/** @throws UsageError */
export function limitOf(text: string | null, usual: number, most: number): number {
  if (text === null) return usual
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > most) throw new UsageError(`--limit is a number from 1 to ${most}.`)
  return limit
}
