import { hash as hashOf } from 'node:crypto'

/**
 * The ledger is a list of lines; each says which operations went from one state to another, when and why, and carries
 * the SHA-256 of the line before it and of itself. Cutting, changing or reordering lines breaks the chain.
 *
 * An entry is the operation's number; `[number, digest]` when its payload was changed on the way; and
 * `[number, digest, key]` when it was made. The digest is of the stored payload.
 */
export type LedgerEntry = number | readonly [number, string] | readonly [number, string, string]

export interface LedgerStep {
  readonly at: number
  readonly from: string | null
  readonly to: string
  readonly reason: string
}

/** How many operations were ever made, and how many are in each state: all that was made is in exactly one. */
export interface LedgerTotals {
  readonly created: number
  readonly states: Readonly<Record<string, number>>
}

/** Where the chain stands. */
export interface LedgerHead extends LedgerTotals {
  readonly line: number
  readonly hash: Buffer
}

const HASH_BYTES = 32
/** Enough to tell payloads apart; the chain's own hashes are whole. */
const DIGEST_LENGTH = 32

export const GENESIS_HASH: Buffer = Buffer.alloc(HASH_BYTES)

export const EMPTY_HEAD: LedgerHead = { line: 0, hash: GENESIS_HASH, created: 0, states: {} }

/** The exact text that is hashed; also the line's text in an export, before its hash is added. `after`: all counts then. */
export function ledgerBody(
  line: number,
  step: LedgerStep,
  entries: readonly LedgerEntry[],
  after: LedgerTotals,
): string {
  const { at, from, to, reason } = step
  const { created, states } = after
  return JSON.stringify({ line, at, from, to, reason, operations: entries, created, states })
}

export function hashLine(previous: Buffer, body: string): Buffer {
  return hashOf('sha256', Buffer.concat([previous, Buffer.from(body)]), 'buffer')
}

/** A short fingerprint of an operation's stored payload. */
export function digestOf(payload: string): string {
  return hashOf('sha256', payload, 'hex').slice(0, DIGEST_LENGTH)
}

/** For a message between threads. */
export function serializeHead(head: LedgerHead): string {
  return JSON.stringify({ ...head, hash: head.hash.toString('hex') })
}

/** Throws when the text is not a head. */
export function parseHead(text: string): LedgerHead {
  const { line, hash, created, states } = JSON.parse(text) as Record<keyof LedgerHead, unknown>
  if (typeof line !== 'number' || typeof created !== 'number' || typeof hash !== 'string') {
    throw new Error('the head of the ledger is damaged')
  }
  return { line, created, hash: Buffer.from(hash, 'hex'), states: { ...(states as Record<string, number>) } }
}

/** The head that a last line stands for; null when the line is of a time when lines carried no totals. Throws when damaged. */
export function headOfLine(last: { readonly body: string; readonly hash: Buffer }): LedgerHead | null {
  const { line, created, states } = JSON.parse(last.body) as Partial<Record<keyof LedgerHead, unknown>>
  if (created === undefined || states === undefined) return null
  return parseHead(JSON.stringify({ line, created, states, hash: last.hash.toString('hex') }))
}

/** Lines that one batch of writes adds, in the order the steps first came; operations that take the same step share one. */
export class LedgerLines {
  readonly #lines = new Map<string, { readonly step: LedgerStep; readonly entries: LedgerEntry[] }>()
  /** Most entries belong to the same step as the one before them. */
  #last: { readonly step: LedgerStep; readonly entries: LedgerEntry[] } | null = null

  add({ at, from, to, reason }: LedgerStep, entry: LedgerEntry): void {
    const last = this.#last
    if (last?.step.at === at && last.step.reason === reason && last.step.to === to && last.step.from === from) {
      last.entries.push(entry)
      return
    }
    const name = `${from}\n${to}\n${at}\n${reason}`
    const line = this.#lines.get(name) ?? { step: { at, from, to, reason }, entries: [] }
    line.entries.push(entry)
    this.#lines.set(name, line)
    this.#last = line
  }

  get isEmpty(): boolean {
    return this.#lines.size === 0
  }

  /** Writes the lines behind `head` and returns the head after them. */
  writeBehind(head: LedgerHead, write: (line: number, body: string, hash: Buffer) => void): LedgerHead {
    const states: Record<string, number> = { ...head.states }
    let { line, hash, created } = head
    for (const { step, entries } of this.#lines.values()) {
      line++
      if (step.from === null) created += entries.length
      else states[step.from] = (states[step.from] ?? 0) - entries.length
      states[step.to] = (states[step.to] ?? 0) + entries.length
      const body = ledgerBody(line, step, entries, { created, states })
      hash = hashLine(hash, body)
      write(line, body, hash)
    }
    return { line, hash, created, states }
  }
}
