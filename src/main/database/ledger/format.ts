import { z } from 'zod'
import { isSettled, OPERATION_STATES, type OperationState } from '#shared/domain/operation.ts'
import { GENESIS_HASH, hashLine } from '../ledger-chain.ts'

/**
 * An exported ledger is text, one JSON object a line: a header, the lines of the chain, a footer. Every line ends with
 * `"hash"`, the SHA-256 of a hash before it and of the line's own text without that field:
 * the header's follows the zeros the chain begins with, each line's the line before it, the footer's the header's.
 * The footer names the last hash of the chain, so it vouches for header and chain together.
 */
export const LEDGER_FORMAT = 'outpost-ledger'
export const LEDGER_VERSION = 1

/** No line of the chain comes near this; more is no ledger, and is not kept in memory. */
export const MAX_LINE_CHARACTERS = 64 * 1_024 * 1_024

/** Whose ledger it is, and when and by what it was written. */
export interface LedgerAbout {
  readonly site: { readonly id: string | null; readonly name: string | null }
  /** The console, as the server knows it; null when it was never connected. */
  readonly clientId: string | null
  /** Milliseconds since the epoch, by this PC's clock. */
  readonly exportedAt: number
  /** Version of the program that wrote the export. */
  readonly program: string
}

const count = z.number().int().min(0)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** Fields that a later program may add are let through: the hash vouches for them as well. */
export const ledgerHeaderSchema = z.object({
  format: z.literal(LEDGER_FORMAT),
  version: z.number().int().min(1),
  site: z.object({ id: z.string().nullable(), name: z.string().nullable() }),
  clientId: z.string().nullable(),
  exportedAt: z.number().int(),
  program: z.string(),
})
export type LedgerHeader = z.infer<typeof ledgerHeaderSchema>

/** What was made, and where it is: `created` is the sum of all others. */
export const ledgerTotalsSchema = z.object({
  created: count,
  applied: count,
  unconfirmed: count,
  /** Everything that is not over, except what was refused. */
  pending: count,
  quarantined: count,
  expired: count,
  cancelled: count,
  merged: count,
})
export type LedgerTotals = z.infer<typeof ledgerTotalsSchema>

export const ledgerFooterSchema = z.object({
  end: z.literal(LEDGER_FORMAT),
  lines: count,
  head: hash,
  totals: ledgerTotalsSchema,
})
export type LedgerFooter = z.infer<typeof ledgerFooterSchema>

/** A line as it is in the file. `text`: the JSON object that is hashed. */
export function sealed(text: string, hexHash: string): string {
  return `${text.slice(0, -1)},"hash":"${hexHash}"}`
}

/** Takes a line of the file apart; null when it does not end as every line does. */
export function unsealed(line: string): { readonly text: string; readonly hash: string } | null {
  const seal = /,"hash":"([0-9a-f]{64})"\}$/.exec(line)
  const found = seal?.[1]
  return found === undefined || !line.startsWith('{') ? null : { text: `${line.slice(0, seal?.index)}}`, hash: found }
}

/** The hash of a header's text, which the footer follows. */
export function headerHash(text: string): Buffer {
  return hashLine(GENESIS_HASH, text)
}

/** The totals of operations counted by state; states of a newer program count as pending. */
export function totalsOf(created: number, states: Readonly<Record<string, number>>): LedgerTotals {
  const at = (state: OperationState): number => states[state] ?? 0
  const isPending = (state: string): boolean => {
    const known = OPERATION_STATES.find((one) => one === state)
    return known === undefined || (!isSettled(known) && known !== 'quarantined')
  }
  const pending = Object.entries(states).filter(([state]) => isPending(state))
  return {
    created,
    applied: at('applied'),
    unconfirmed: at('unconfirmed'),
    pending: pending.reduce((sum, [, n]) => sum + n, 0),
    quarantined: at('quarantined'),
    expired: at('expired'),
    cancelled: at('cancelled'),
    merged: at('merged'),
  }
}
