import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { countOf } from './compare.ts'
import type { Evidence, Violation } from './evidence.ts'

/** The figures that every crash test reports. */
export interface Summary {
  /** Operations the console said it accepted. */
  readonly accepted: number
  /** Operations in its file; more than accepted when a kill came between the commit and the word. */
  readonly stored: number
  /** Effects of operations in the server's audit. */
  readonly applied: number
  /** Ended without an effect of their own: carried by a later edit, taken back, waited too long. */
  readonly merged: number
  readonly cancelled: number
  readonly expired: number
  /** Commands that were taken, and that no device has reported on in time. */
  readonly unconfirmed: number
  readonly lost: number
  readonly doubled: number
  readonly reordered: number
  readonly halved: number
  readonly refused: number
  readonly unsettled: number
  /** Places at which a ledger, a file or the counters did not add up. */
  readonly ledgerProblems: number
}

/** @param all one for each file. */
export function summaryOf(all: readonly Evidence[], violations: readonly Violation[]): Summary {
  const sum = (count: (evidence: Evidence) => number): number => all.reduce((total, one) => total + count(one), 0)
  const inState = (state: string): number =>
    sum(({ stored }) => stored.filter((operation) => operation.state === state).length)
  return {
    accepted: sum(({ accepted }) => accepted.length),
    stored: sum(({ stored }) => stored.length),
    applied: sum(({ effects }) => effects.filter((effect) => effect.source === 'operation').length),
    merged: inState('merged'),
    cancelled: inState('cancelled'),
    expired: inState('expired'),
    unconfirmed: inState('unconfirmed'),
    lost: countOf(violations, 'lost'),
    doubled: countOf(violations, 'doubled'),
    reordered: countOf(violations, 'reordered'),
    halved: countOf(violations, 'halved'),
    refused: countOf(violations, 'refused'),
    unsettled: countOf(violations, 'unsettled'),
    ledgerProblems: countOf(violations, 'ledger') + countOf(violations, 'counter'),
  }
}

/** The sum of several summaries. */
export function addedUp(all: readonly Summary[]): Summary {
  const total: Record<string, number> = { ...summaryOf([], []) }
  for (const one of all) for (const [name, n] of Object.entries(one)) total[name] = (total[name] ?? 0) + Number(n)
  return total as unknown as Summary
}

/** Puts what was compared beside the databases, for whoever looks for the cause. */
export function keepEvidence(folder: string, evidence: Evidence, violations: readonly Violation[]): void {
  writeFileSync(join(folder, 'audit.json'), JSON.stringify(evidence.effects, null, 1))
  writeFileSync(join(folder, 'evidence.json'), JSON.stringify({ ...evidence, effects: undefined }, null, 1))
  writeFileSync(join(folder, 'violations.json'), JSON.stringify(violations, null, 1))
}
