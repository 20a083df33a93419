import type { Mutant } from './mutant.ts'

/** Bugs in the order, the dependencies and the ages of what waits. */
export const QUEUEING_MUTANTS: readonly Mutant[] = [
  {
    name: 'lane-does-not-wait',
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
    sentence: 'An operation that cannot go is passed by the next one for the same thing.',
    patches: [
      {
        file: 'src/main/outbox/lanes.ts',
        find: 'if (this.#isWaitingAt(slot)) return this.#mayGo(slot) ? slot : NO_SLOT',
        replace: 'if (this.#isWaitingAt(slot) && this.#mayGo(slot)) return slot',
      },
    ],
  },
  {
    name: 'order-lost-where-batches-are-not-atomic',
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
    sentence: 'An operation does not wait for what it depends on.',
    patches: [
      {
        file: 'src/main/outbox/lanes.ts',
        find: "if (other === undefined || other.state === 'accepted') continue",
        replace: 'continue',
      },
    ],
  },
  {
    name: 'batch-half-sent',
    sentence: 'The members of a batch that can go do not wait for the others.',
    patches: [
      {
        file: 'src/main/outbox/lanes.ts',
        find: 'return rows.length > 0 && rows.every(isReady) ? rows : null',
        replace: 'return rows.some(isReady) ? rows.filter(isReady) : null',
      },
    ],
  },
  {
    name: 'batch-not-marked',
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
    sentence: 'Taking back one change of a batch leaves the others waiting.',
    patches: [
      {
        file: 'src/main/outbox/cascade.ts',
        find: "if (after.state === 'cancelled' || after.state === 'quarantined') {",
        replace: "if (after.state === 'quarantined') {",
      },
      {
        file: 'src/main/outbox/desk.ts',
        find: 'const fellows = row.batch === null ? [] : lanes.batchRows(row.batch.id)\n      for',
        replace: 'const fellows = []\n      for',
      },
    ],
  },
  {
    name: 'stale-command-fires',
    sentence: 'A command that waited too long is sent without having been confirmed again.',
    patches: [
      {
        file: 'src/main/delivery/validity-guard.ts',
        find: "return this.#judge(kind, waitingSince).kind === 'valid'",
        replace: 'return kind !== undefined',
      },
    ],
  },
  {
    name: 'age-by-the-wall-clock',
    sentence: 'How long a command has waited is told by the wall clock.',
    patches: [
      {
        file: 'src/main/outbox/timekeeper.ts',
        find: 'if (then.boot === this.#boot.boot) return exactly(up - then.up)',
        replace: 'return exactly(this.#clock.now() - then.wall)',
      },
    ],
  },
  {
    name: 'sleep-makes-no-older',
    sentence: 'The time that the PC sleeps does not count for what waits.',
    patches: [
      {
        file: 'src/main/platform/boot-clock.ts',
        find: '    this.#value = Math.max(this.#read(), this.#value)\n    this.#readAt = this.#clock.monotonic()\n  }\n}',
        replace: '  }\n}',
      },
    ],
  },
  {
    name: 'server-time-through-sleep',
    sentence: 'The server’s time is told from before a sleep that the monotonic clock did not count.',
    patches: [
      {
        file: 'src/main/connection/server-time.ts',
        find: 'if (hasJumped) this.forget()',
        replace: '',
      },
      {
        file: 'src/main/connection/lifecycle.ts',
        find: 'onClockJump: () => this.#serverTime.forget(),',
        replace: 'onClockJump: () => undefined,',
      },
    ],
  },
  {
    name: 'expires-when-in-doubt',
    sentence: 'What may have waited too long expires, although that is not certain.',
    patches: [
      {
        file: 'src/main/outbox/validity.ts',
        find: 'age.atLeast >= expireAfterMs) return',
        replace: 'age.atMost >= expireAfterMs) return',
      },
    ],
  },
  {
    name: 'confirms-itself',
    sentence: 'A command that waited too long counts as confirmed after another while.',
    patches: [
      {
        file: 'src/main/delivery/validity-guard.ts',
        find: "return { changes: { state: 'stale', nextAttemptAt: null, lastError }, reason: 'waited-too-long' }",
        replace:
          "return { changes: { state: 'queued', nextAttemptAt: null, waitingSince: this.#timekeeper.stamp() }, reason: 'confirmed-by-operator' }",
      },
    ],
  },
  {
    name: 'coalesces-what-is-on-its-way',
    sentence: 'A new edit takes over one that was sent already.',
    patches: [
      {
        file: 'src/main/outbox/coalesce.ts',
        find: "last !== undefined && isEdit && last.state === 'queued' && canTake(last)",
        replace: 'last !== undefined && isEdit && canTake(last)',
      },
      {
        file: 'src/main/outbox/intake.ts',
        find: 'if (moving.size > 0 && lane.some((row) => moving.has(row.key)))',
        replace: 'if (moving.size < 0)',
      },
      {
        file: 'src/shared/domain/operation.ts',
        find: "  sending: ['applied',",
        replace: "  sending: ['merged', 'applied',",
      },
    ],
  },
  {
    name: 'coalesces-commands',
    sentence: 'A new edit takes over a command that waits, which is never sent then.',
    patches: [
      {
        file: 'src/main/outbox/coalesce.ts',
        find: "const isEdit = last?.kind === 'update' || last?.kind === 'create'",
        replace: "const isEdit = last?.kind !== 'delete'",
      },
    ],
  },
  {
    name: 'coalescing-loses-the-older',
    sentence: 'An edit that takes over another one drops what that had changed beside.',
    patches: [
      {
        file: 'src/main/outbox/coalesce.ts',
        find: 'const fields: Fields = { ...fieldsOf(earlier.intent), ...fieldsOf(made.intent) }',
        replace: 'const fields: Fields = fieldsOf(made.intent)',
      },
    ],
  },
  {
    name: 'quarantine-holds-the-lane',
    sentence: 'A refused edit holds up every later change of the same thing.',
    patches: [
      {
        file: 'src/main/outbox/holds-lane.ts',
        find: "return row.kind === 'create'",
        replace: 'return true',
      },
    ],
  },
  {
    name: 'quarantine-holds-everything',
    sentence: 'As long as something is refused, nothing is sent.',
    patches: [
      {
        file: 'src/main/delivery/sender.ts',
        find: 'if (first === undefined) return []',
        replace: "if (first === undefined || outbox.lanes.count('quarantined') > 0) return []",
      },
    ],
  },
  {
    name: 'quarantine-discards',
    sentence: 'What the server refuses ends without anybody being asked.',
    patches: [
      {
        file: 'src/main/outbox/settle.ts',
        find: "return to('quarantined', { lastError, attempts: before.attempts + 1 },",
        replace: "return to('cancelled', { lastError, attempts: before.attempts + 1 },",
      },
    ],
  },
  {
    name: 'orphans-are-sent',
    sentence: 'What builds on something that was taken back is sent all the same.',
    patches: [
      {
        file: 'src/main/outbox/cascade.ts',
        find: 'const orphans = [...lanes.dependantsOf(row), ...doneTo(row, lanes)]',
        replace: 'const orphans = []',
      },
    ],
  },
  {
    name: 'cancelled-on-its-way',
    sentence: 'What is on its way to the server can be taken back.',
    patches: [
      {
        file: 'src/main/outbox/desk.ts',
        find: "return state === 'queued' || state === 'stale' ||",
        replace: "return state === 'sending' || state === 'queued' || state === 'stale' ||",
      },
    ],
  },
]
