import { createHash } from 'node:crypto'

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

/** Where the chain stands, and how many operations are in each state: all that was made is in exactly one. */
export interface LedgerHead {
  readonly line: number
  readonly hash: Buffer
  readonly created: number
  readonly states: Readonly<Record<string, number>>
}

const HASH_BYTES = 32
/** Enough to tell payloads apart; the chain's own hashes are whole. */
const DIGEST_LENGTH = 32

export const GENESIS_HASH: Buffer = Buffer.alloc(HASH_BYTES)

export const EMPTY_HEAD: LedgerHead = { line: 0, hash: GENESIS_HASH, created: 0, states: {} }

/** The exact text that is hashed; also the line's text in an export, before its hash is added. */
export function ledgerBody(line: number, step: LedgerStep, entries: readonly LedgerEntry[]): string {
  const { at, from, to, reason } = step
  return JSON.stringify({ line, at, from, to, reason, operations: entries })
}

export function hashLine(previous: Buffer, body: string): Buffer {
  return createHash('sha256').update(previous).update(body).digest()
}

/** A short fingerprint of an operation's stored payload. */
export function digestOf(payload: string): string {
  return createHash('sha256').update(payload).digest('hex').slice(0, DIGEST_LENGTH)
}

export function serializeHead(head: LedgerHead): string {
  return JSON.stringify({ ...head, hash: head.hash.toString('hex') })
}

/** Throws when the stored text is not a head. */
export function parseHead(text: string): LedgerHead {
  const { line, hash, created, states } = JSON.parse(text) as Record<keyof LedgerHead, unknown>
  if (typeof line !== 'number' || typeof created !== 'number' || typeof hash !== 'string') {
    throw new Error('the head of the ledger is damaged')
  }
  return { line, created, hash: Buffer.from(hash, 'hex'), states: { ...(states as Record<string, number>) } }
}

/** Lines that one batch of writes adds, in the order the steps first came. */
export class LedgerLines {
  readonly #lines = new Map<string, { readonly step: LedgerStep; readonly entries: LedgerEntry[] }>()

  add(step: LedgerStep, entry: LedgerEntry): void {
    const name = `${step.from}\n${step.to}\n${step.at}\n${step.reason}`
    const known = this.#lines.get(name)
    if (known === undefined) this.#lines.set(name, { step, entries: [entry] })
    else known.entries.push(entry)
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
      const body = ledgerBody(line, step, entries)
      hash = hashLine(hash, body)
      write(line, body, hash)
      if (step.from === null) created += entries.length
      else states[step.from] = (states[step.from] ?? 0) - entries.length
      states[step.to] = (states[step.to] ?? 0) + entries.length
    }
    return { line, hash, created, states }
  }
}
