/** Where a host was when it was killed. */
export const KILL_KINDS = ['new', 'migrate', 'start', 'enqueue', 'drain', 'idle'] as const
/**
 * `new` while the file was made; `migrate` while an older file was brought up to date; `start` before the first operation was
 * accepted; `enqueue` while operations were made; `drain` after that, while they were sent; `idle` with nothing left to do.
 */
export type KillKind = (typeof KILL_KINDS)[number]

/** What was counted over all rounds. */
export interface Figures {
  readonly kills: Record<KillKind, number>
  /** Rounds after which the file still held operations like these: the kill fell into their life. */
  readonly cutOff: Record<CutOff, number>
  readonly migrated: Record<MigrationFound, number>
  serverKills: number
  serverStops: number
  droppingRounds: number
  /** Files from their making, or from an older version, to the last acknowledgement. */
  lives: { new: number; old: number }
  /** How often operations took a step, by its reason. */
  readonly steps: Record<string, number>
}
/** What a kill while migrating has left: the file as it was, the same with half a migration beside it, or the new one. */
export const MIGRATION_FOUND = ['old', 'half', 'new'] as const
export type MigrationFound = (typeof MIGRATION_FOUND)[number]

export const CUT_OFFS = ['sending', 'unknown', 'accepted', 'stale', 'batch', 'dependency'] as const
export type CutOff = (typeof CUT_OFFS)[number]

export function noFigures(): Figures {
  const zeros = <N extends string>(names: readonly N[]): Record<N, number> =>
    Object.fromEntries(names.map((name) => [name, 0])) as Record<N, number>
  return {
    kills: zeros(KILL_KINDS),
    cutOff: zeros(CUT_OFFS),
    migrated: zeros(MIGRATION_FOUND),
    serverKills: 0,
    serverStops: 0,
    droppingRounds: 0,
    lives: { new: 0, old: 0 },
    steps: {},
  }
}

export function sumOf(all: readonly Figures[]): Figures {
  const sum = noFigures()
  for (const one of all) {
    addTo(sum.kills, one.kills)
    addTo(sum.cutOff, one.cutOff)
    addTo(sum.migrated, one.migrated)
    addTo(sum.lives, one.lives)
    addTo(sum.steps, one.steps)
    sum.serverKills += one.serverKills
    sum.serverStops += one.serverStops
    sum.droppingRounds += one.droppingRounds
  }
  return sum
}

export function addTo(sum: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, n] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + n
}
