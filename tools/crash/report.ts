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
  readonly lost: number
  readonly doubled: number
  readonly reordered: number
  readonly refused: number
  readonly unsettled: number
}

export function summaryOf(evidence: Evidence, violations: readonly Violation[]): Summary {
  return {
    accepted: evidence.accepted.length,
    stored: evidence.stored.length,
    applied: evidence.effects.filter((effect) => effect.source === 'operation').length,
    lost: countOf(violations, 'lost'),
    doubled: countOf(violations, 'doubled'),
    reordered: countOf(violations, 'reordered'),
    refused: countOf(violations, 'refused'),
    unsettled: countOf(violations, 'unsettled'),
  }
}

/** Puts what was compared beside the databases, for whoever looks for the cause. */
export function keepEvidence(folder: string, evidence: Evidence, violations: readonly Violation[]): void {
  writeFileSync(join(folder, 'audit.json'), JSON.stringify(evidence.effects, null, 1))
  writeFileSync(join(folder, 'evidence.json'), JSON.stringify({ ...evidence, effects: undefined }, null, 1))
  writeFileSync(join(folder, 'violations.json'), JSON.stringify(violations, null, 1))
}
