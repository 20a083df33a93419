import type { Mutant } from './mutant.ts'

/** Bugs in the order of what waits, and in what waits for what. */
export const QUEUEING_MUTANTS: readonly Mutant[] = [
  {
    name: 'lane-does-not-wait',
    area: 'order',
    sentence: 'What follows an operation goes although that one is still on its way, or its outcome is not known.',
    patches: [
      {
        file: 'src/main/outbox/holds-lane.ts',
        find: "return row.state !== 'queued'",
        replace: 'return false',
      },
    ],
  },
  {
    name: 'lane-is-overtaken',
    area: 'order',
    sentence: 'An operation that cannot go is passed by the next one for the same thing.',
    patches: [
      {
        file: 'src/main/outbox/sendable-lanes.ts',
        find: 'if (isWaitingAt(this.#table, slot)) return this.#mayGo(slot) ? slot : NO_SLOT',
        replace: 'if (isWaitingAt(this.#table, slot) && this.#mayGo(slot)) return slot',
      },
    ],
  },
  {
    name: 'order-lost-where-batches-are-not-atomic',
    area: 'order',
    sentence: 'Changes of one thing travel together to a server that may apply the later one without the earlier.',
    patches: [
      {
        file: 'src/main/delivery/sender.ts',
        find: 'return server.capabilities().atomicBatch ? together : firstOfEachLane(together)',
        replace: 'return together',
      },
    ],
  },
  {
    name: 'dependencies-ignored',
    area: 'dependencies',
    sentence: 'An operation does not wait for what it depends on.',
    patches: [
      {
        file: 'src/main/outbox/waiting-rows.ts',
        find: "if (other === undefined || other.state === 'accepted') continue",
        replace: 'continue',
      },
    ],
  },
  {
    name: 'batch-half-sent',
    area: 'batches',
    sentence: 'The members of a batch that can go do not wait for the others.',
    patches: [
      {
        file: 'src/main/outbox/sendable-lanes.ts',
        find: 'return rows.length > 0 && rows.every(isReady) ? rows : null',
        replace: 'return rows.some(isReady) ? rows.filter(isReady) : null',
      },
    ],
  },
  {
    name: 'batch-not-marked',
    area: 'batches',
    sentence: 'The server is not told that changes belong together.',
    patches: [
      {
        file: 'src/main/delivery/wire.ts',
        find: 'return batch === null || size < 2 ?',
        replace: 'return batch !== undefined ?',
      },
    ],
  },
  {
    name: 'batch-rolled-back-in-part',
    area: 'batches',
    sentence: 'Taking back one change of a batch leaves the others waiting.',
    patches: [
      {
        file: 'src/main/outbox/cascade.ts',
        find: "if (after.state === 'cancelled' || after.state === 'quarantined') {",
        replace: "if (after.state === 'quarantined') {",
      },
      {
        file: 'src/main/outbox/taken-along.ts',
        find: 'const fellows = row.batch === null ? [] : lanes.batchRows(row.batch.id)\n    for',
        replace: 'const fellows = []\n    for',
      },
    ],
  },
  {
    name: 'never-tried-again',
    area: 'starvation',
    sentence: 'What waits for its next attempt is not looked at again when its time has come.',
    patches: [
      {
        file: 'src/main/outbox/sendable-lanes.ts',
        find: 'if (at <= now) this.refresh(lane)',
        replace: 'if (at < -now) this.refresh(lane)',
      },
    ],
  },
]
