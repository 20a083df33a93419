import type { Mutant } from './mutant.ts'

/** Bugs in what leaves the console, and in what becomes of the answers. */
export const SENDING_MUTANTS: readonly Mutant[] = [
  {
    name: 'unknown-is-sent-again',
    area: 'unknown outcomes',
    sentence: 'An operation whose answer was lost is sent again without asking the server about it.',
    patches: [
      {
        file: 'src/main/delivery/doubts.ts',
        find: 'return (isLookup ? this.#lookUp(keys) : this.#readBack(keys))',
        replace: 'return this.#decider.decide(keys, (one) => (one.state === "unknown" ? NOT_KNOWN : null))',
      },
    ],
  },
  {
    name: 'lost-answer-is-a-refusal',
    area: 'unknown outcomes',
    sentence: 'A lost answer is taken for a sign that the server took nothing.',
    patches: [
      {
        file: 'src/main/delivery/judge-failure.ts',
        find: "verdictOf: () => ({ kind: 'unknown', reason: 'answer-lost' })",
        replace:
          "verdictOf: () => ({ kind: 'retry', reason: 'answer-lost', error: null, isAttempt: false, notBefore: null })",
      },
    ],
  },
  {
    name: 'server-mistake-is-a-refusal',
    area: 'unknown outcomes',
    sentence: 'A server that fails over a request is taken for one that took nothing of it.',
    patches: [
      {
        file: 'src/main/connection/delivery-server.ts',
        find: "if (code === 'internal') throw",
        replace: 'if (false) throw',
      },
    ],
  },
  {
    name: 'double-send-after-crash',
    area: 'unknown outcomes',
    sentence: 'What was on its way when the program crashed simply waits again after the start, and is sent again.',
    patches: [
      {
        file: 'src/main/outbox/note-doubts.ts',
        find: "const transition = { from: 'sending', to: 'unknown',",
        replace: "const transition = { from: 'sending', to: 'queued',",
      },
      {
        file: 'src/main/outbox/outbox.ts',
        find: "this.#lanes.put({ ...row, state: 'unknown' })",
        replace: "this.#lanes.put({ ...row, state: 'queued' })",
      },
    ],
  },
  {
    name: 'new-key-at-resend',
    area: 'unknown outcomes',
    sentence: 'Whatever is sent a second time goes under another key.',
    patches: [
      {
        file: 'src/main/delivery/wire.ts',
        find: 'const common = { key,',
        replace: 'const common = { key: SENT.has(key) ? otherKey(key) : (SENT.add(key), key),',
      },
      {
        file: 'src/main/delivery/wire.ts',
        find: '/** The operation with its idempotency key',
        replace:
          'const SENT = new Set()\nconst otherKey = (key) => key.slice(0, -1).concat("f")\n/** The operation with its key',
      },
    ],
  },
  {
    name: 'duplicate-is-a-refusal',
    area: 'unknown outcomes',
    sentence: 'The answer that an operation was applied before is taken for a refusal.',
    patches: [
      {
        file: 'src/main/delivery/judge.ts',
        find: "    case 'duplicate':\n",
        replace:
          "    case 'duplicate':\n      if (!isLookup && result.outcome === 'duplicate') return { kind: 'rejected', code: 'invalid', message: '' }\n",
      },
    ],
  },
  {
    name: 'left-out-is-applied',
    area: 'unknown outcomes',
    sentence: 'An operation that the server’s answer leaves out counts as applied.',
    patches: [
      {
        file: 'src/main/delivery/doubts.ts',
        find: 'return found.known ? judge(',
        replace:
          "if (!found.known) return { kind: 'applied', version: 1, sequence: 1, entityId: operation.intent.entityId, reason: 'known-to-server' }\n      return found.known ? judge(",
      },
    ],
  },
  {
    name: 'network-uses-up-attempts',
    area: 'attempts and pauses',
    sentence: 'A connection that was lost before anything left counts against the operation.',
    patches: [
      {
        file: 'src/main/delivery/judge-failure.ts',
        find: "reason: 'not-sent', error: null, isAttempt: false,",
        replace: "reason: 'not-sent', error: null, isAttempt: true,",
      },
    ],
  },
  {
    name: 'busy-uses-up-attempts',
    area: 'attempts and pauses',
    sentence: 'A server that asks for a pause uses up the attempts of what it did not take.',
    patches: [
      {
        file: 'src/main/delivery/judge-failure.ts',
        find: 'const isAttempt = !isPassing && units === 1',
        replace: 'const isAttempt = units === 1',
      },
    ],
  },
  {
    name: 'retry-after-ignored',
    area: 'attempts and pauses',
    sentence: 'A server that asks to be left alone for a while is not left alone.',
    patches: [
      {
        file: 'src/main/delivery/quiet.ts',
        find: "error.outcome === 'not-sent' ||",
        replace: "error.outcome !== 'not-sent' ||",
      },
    ],
  },
  {
    name: 'refused-for-ever',
    area: 'attempts and pauses',
    sentence: 'What the server refuses is sent again without end, and never asks for a person.',
    patches: [
      {
        file: 'src/main/outbox/settle.ts',
        find: 'if (attempts > retryLimit)',
        replace: 'if (false)',
      },
    ],
  },
  {
    name: 'sent-as-another',
    area: 'ownership',
    sentence: 'What one user made is sent as the user who is signed in.',
    patches: [
      {
        file: 'src/main/outbox/outbox.ts',
        find: 'return owner === id ||',
        replace: 'return owner !== undefined || name === id ||',
      },
    ],
  },
  {
    name: 'needs-auth-for-ever',
    area: 'starvation',
    sentence: 'A connection whose token has ended does not come back with a new one.',
    patches: [
      {
        file: 'src/main/connection/lifecycle.ts',
        find: '    } else if (this.#isWanted && !this.#isStopped) {\n      this.#redial.startAnew()\n',
        replace: '    } else if (this.#isWanted && !this.#isStopped) {\n',
      },
      {
        file: 'src/main/connection/lifecycle.ts',
        find: 'if (this.#isWanted && !needsAuth) return this.wake()',
        replace: 'if (needsAuth || this.#isWanted) return this.wake()',
      },
    ],
  },
  {
    name: 'breaker-never-closes',
    area: 'starvation',
    sentence: 'The breaker lets no call try, once it has opened.',
    patches: [
      {
        file: 'src/main/resilience/breaker.ts',
        find: 'return nextProbeInMs > 0 ? {',
        replace: 'return nextProbeInMs !== null ? {',
      },
      {
        file: 'src/main/resilience/breaker.ts',
        find: 'this.#probeAt = this.#clock.monotonic()\n    this.#tell(this.#state)',
        replace: 'this.#tell(this.#state)',
      },
    ],
  },
  {
    name: 'pump-lock-leaked',
    area: 'starvation',
    sentence: 'After the first look at what can be sent, there is never another one.',
    patches: [
      {
        file: 'src/main/delivery/delivery.ts',
        find: '      this.#pumping = null\n      this.#tellTrouble()',
        replace: '      this.#tellTrouble()',
      },
    ],
  },
  {
    name: 'watchdog-silent',
    area: 'starvation',
    sentence: 'A question that is never due again stops the queue, and the watchdog does not notice.',
    patches: [
      {
        file: 'src/main/delivery/doubts.ts',
        find: 'this.#notBefore = this.#clock.monotonic() + ASK_AGAIN_MS',
        replace: 'this.#notBefore = Number.POSITIVE_INFINITY',
      },
      {
        file: 'src/main/delivery/watchdog.ts',
        find: 'if (!couldMove || moves !== this.#moves) {',
        replace: 'if (!couldMove || moves !== this.#moves || this.#heals === 0) {',
      },
    ],
  },
  {
    name: 'accepted-is-applied',
    area: 'device reports',
    sentence: 'A command counts as done when the server has taken it.',
    patches: [
      {
        file: 'src/main/outbox/settle.ts',
        find: "return to('accepted', {",
        replace: "return to('applied', {",
      },
    ],
  },
  {
    name: 'failed-is-applied',
    area: 'device reports',
    sentence: 'A command counts as done although its device says that it failed.',
    patches: [
      {
        file: 'src/main/delivery/confirmations.ts',
        find: "if (report.result === 'done') return",
        replace: 'if (report.result) return',
      },
    ],
  },
  {
    name: 'report-not-waited-for',
    area: 'device reports',
    sentence: 'A command is given up as soon as it was asked about, whatever its device may still say.',
    patches: [
      {
        file: 'src/main/delivery/confirmations.ts',
        find: 'timekeeper.age(row.acceptedAt).atLeast >= deadline',
        replace: 'timekeeper.age(row.acceptedAt).atLeast >= deadline / 4',
      },
    ],
  },
]
