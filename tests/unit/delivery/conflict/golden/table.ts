import type { Strategy } from '../../../../../src/shared/domain/conflict.ts'
import type { Fields } from '../../../../../src/shared/domain/entities.ts'
import type { EntityType } from '../../../../../src/shared/domain/ids.ts'

/** What a field comes to by the three-way merge alone. */
export type ExpectedMerge = 'same' | 'mine-only' | 'theirs-only' | 'clash' | { readonly merged: unknown }

/** `records`: each as "field winner". */
export type ExpectedDecision =
  | 'desk'
  | { readonly drops: readonly string[] }
  | { readonly sends: Fields; readonly records: readonly string[] }

/** How the console is set: to ask about every clash, or to resolve by a strategy. */
export const MODES = ['asks', 'server-wins', 'client-wins', 'merge', 'manual'] as const satisfies readonly (
  | 'asks'
  | Strategy
)[]
export type Mode = (typeof MODES)[number]

export interface GoldenRow {
  /** Reads on from the entity type: "device: both changed the name". */
  readonly says: string
  readonly base: Fields
  readonly mine: Fields
  readonly theirs: Fields
  readonly merge: Readonly<Record<string, ExpectedMerge>>
  readonly decides: Readonly<Record<Mode, ExpectedDecision>>
}

export interface GoldenTable {
  readonly entityType: EntityType
  readonly rows: readonly GoldenRow[]
}

/** Where nothing really clashes, the strategies say nothing. */
export function always(decision: ExpectedDecision): GoldenRow['decides'] {
  return { asks: decision, 'server-wins': decision, 'client-wins': decision, merge: decision, manual: decision }
}

/** One field that is one thing, changed by both. */
export function wholeClash(field: string, base: unknown, mine: unknown, theirs: unknown): Omit<GoldenRow, 'says'> {
  return {
    base: { [field]: base },
    mine: { [field]: mine },
    theirs: { [field]: theirs },
    merge: { [field]: 'clash' },
    decides: {
      asks: 'desk',
      'server-wins': { drops: [`${field} theirs`] },
      'client-wins': { sends: { [field]: mine }, records: [`${field} mine`] },
      merge: 'desk',
      manual: 'desk',
    },
  }
}
