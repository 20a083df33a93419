import { pick, type Random } from '../../src/fleet-server/platform/random.ts'
import type { SiteEngine } from '../../src/main/bootstrap/site-engine.ts'
import { chainOf } from '../../src/main/outbox/chain.ts'
import type { Lanes, WaitingOperation } from '../../src/main/outbox/lanes.ts'
import { canRollBack } from '../../src/main/outbox/taken-along.ts'

/** Why changes are refused that only lack something which ended unsent. */
const LEFT_BEHIND = new Set(['batch-expired', 'dependency-gone'])

/** What the operator of a host does with operations that wait. */
export class HostDesk {
  readonly #engine: SiteEngine
  readonly #decided = new Set<string>()

  constructor(engine: SiteEngine) {
    this.#engine = engine
  }

  /** Every command that waited too long is still wanted. */
  async confirm(): Promise<void> {
    const stale = this.#keys((row) => row.state === 'stale')
    if (stale.length > 0) await this.#engine.desk.confirmAgain(stale)
  }

  /** Takes one thing back, with what goes with it. Returns the keys of what was taken back. */
  async takeBack(random: Random): Promise<readonly string[]> {
    const { lanes } = this.#engine.outbox
    const possible = [...lanes.rows()].filter((row) => canTakeBack(row, lanes))
    if (possible.length === 0) return []
    const outcomes = await this.#engine.desk.rollBack([pick(random, possible).key])
    return outcomes.flatMap(({ key, ok }) => (ok ? [key] : []))
  }

  /**
   * Ends what would wait for a person for ever. What cannot go because a command of its batch has expired is given up.
   * Each refusal and each conflict is sent again once, and only those that came with an older file: a new one is a finding.
   */
  async decide(oldOperations: number): Promise<void> {
    await this.confirm()
    const left = this.#keys((row) => row.state === 'quarantined' && LEFT_BEHIND.has(row.lastError?.code ?? ''))
    if (left.length > 0) await this.#engine.desk.rollBack(left)
    const isOld = (row: WaitingOperation): boolean => row.clientSequence <= oldOperations && !this.#decided.has(row.key)
    const refused = this.#keys((row) => row.state === 'quarantined' && isOld(row))
    const conflicted = this.#keys((row) => row.state === 'conflicted' && isOld(row))
    for (const key of refused) this.#decided.add(`quarantined ${key}`)
    for (const key of conflicted) this.#decided.add(`conflicted ${key}`)
    if (refused.length > 0) await this.#engine.desk.retry(refused)
    if (conflicted.length > 0) await this.#engine.conflicts.keepMine(conflicted)
  }

  #keys(isMeant: (row: WaitingOperation) => boolean): string[] {
    return [...this.#engine.outbox.lanes.rows()].filter(isMeant).map((row) => row.key)
  }
}

/**
 * Only what leaves nothing behind that could not go without it: a person is asked about such, and nobody is there.
 * A whole batch of edits goes together; what was made goes with all that was done to it.
 */
function canTakeBack(row: WaitingOperation, lanes: Lanes): boolean {
  if (!canRollBack(row.state)) return false
  if (row.batch !== null) {
    const fellows = lanes.batchRows(row.batch.id)
    return fellows.length === row.batch.size && fellows.every((one) => one.kind !== 'create' && isFree(one, lanes))
  }
  if (row.kind !== 'create') return isFree(row, lanes)
  const chain = chainOf(row.key, lanes).flatMap(({ key }) => lanes.get(key) ?? [])
  return [...chain, ...lanes.laneRows(row)].every((one) => one.batch === null && canRollBack(one.state))
}

function isFree(row: WaitingOperation, lanes: Lanes): boolean {
  return canRollBack(row.state) && lanes.dependantsOf(row).length === 0
}
