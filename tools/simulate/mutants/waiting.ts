import type { Mutant } from './mutant.ts'

/** Bugs in how old what waits may be, and in what becomes of it meanwhile. */
export const WAITING_MUTANTS: readonly Mutant[] = [
  {
    name: 'stale-command-fires',
    area: 'validity windows',
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
    area: 'validity windows',
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
    area: 'validity windows',
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
    area: 'validity windows',
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
    area: 'validity windows',
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
    area: 'validity windows',
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
    area: 'coalescing',
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
    area: 'coalescing',
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
    area: 'coalescing',
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
    area: 'quarantine',
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
    area: 'starvation',
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
    area: 'quarantine',
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
    area: 'dependencies',
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
    area: 'taking back',
    sentence: 'What is on its way to the server can be taken back.',
    patches: [
      {
        file: 'src/main/outbox/taken-along.ts',
        find: "return state === 'queued' || state === 'stale' ||",
        replace: "return state === 'sending' || state === 'queued' || state === 'stale' ||",
      },
    ],
  },
  {
    name: 'doubted-is-taken-back',
    area: 'taking back',
    sentence: 'What the server may have taken already can be taken back as if it had not.',
    patches: [
      {
        file: 'src/main/outbox/taken-along.ts',
        find: "return state === 'queued' || state === 'stale' ||",
        replace: "return state === 'unknown' || state === 'queued' || state === 'stale' ||",
      },
    ],
  },
  {
    name: 'merges-with-anothers',
    area: 'ownership',
    sentence: 'A new edit takes over one that another user has made, which is sent as theirs then.',
    patches: [
      {
        file: 'src/main/outbox/coalesce.ts',
        find: 'row.batch === null && row.userId === userId && isFree(row)',
        replace: 'row.batch === null && userId !== undefined && isFree(row)',
      },
    ],
  },
]
