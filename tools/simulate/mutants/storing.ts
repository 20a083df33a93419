import type { Mutant } from './mutant.ts'

/** Bugs in what is durable, and in the copies of it in memory and on the screen. */
export const STORING_MUTANTS: readonly Mutant[] = [
  {
    name: 'accepted-before-the-disk',
    area: 'disk',
    sentence: 'A change is reported as accepted before it is on the disk.',
    patches: [
      {
        file: 'src/main/outbox/intake.ts',
        find: 'await commitTo(store, [...ended, ...made.map(insertOf)])',
        replace: 'void commitTo(store, [...ended, ...made.map(insertOf)]).catch(() => undefined)',
      },
    ],
  },
  {
    name: 'sent-before-the-disk',
    area: 'disk',
    sentence: 'A step counts before it is stored: operations leave while the disk says that they wait.',
    patches: [
      {
        file: 'src/main/outbox/mover.ts',
        find: '    try {\n      await commitTo(this.#store, mutations)\n    } catch (error) {',
        replace: '    try {\n      void commitTo(this.#store, mutations).catch(() => undefined)\n    } catch (error) {',
      },
    ],
  },
  {
    name: 'dropped-before-the-disk',
    area: 'disk',
    sentence: 'An operation leaves the memory before its end is stored: a full disk loses it until the next start.',
    patches: [
      {
        file: 'src/main/outbox/mover.ts',
        find: '    try {\n      await commitTo(this.#store, mutations)\n    } catch (error) {',
        replace:
          '    for (const one of steps) if (one.after.state === "applied") this.#lanes.remove(one.after.key)\n    try {\n      await commitTo(this.#store, mutations)\n    } catch (error) {',
      },
    ],
  },
  {
    name: 'made-is-not-counted',
    area: 'conservation',
    sentence: 'The totals count every thirteenth operation that is made as if it had not been.',
    patches: [
      {
        file: 'src/main/outbox/totals.ts',
        find: 'created: this.#counters.created + 1',
        replace: 'created: this.#counters.created + (this.#counters.created % 13 === 12 ? 0 : 1)',
      },
    ],
  },
  {
    name: 'expiry-counts-twice',
    area: 'conservation',
    sentence: 'An operation that expires is counted twice.',
    patches: [
      {
        file: 'src/main/outbox/memory.ts',
        find: '    this.#totals.countEnd(state)\n',
        replace: '    this.#totals.countEnd(state)\n    if (state === "expired") this.#totals.countEnd(state)\n',
      },
    ],
  },
  {
    name: 'ledger-forgets-a-step',
    area: 'ledger',
    sentence: 'The ledger does not write that operations were taken back.',
    patches: [
      {
        file: 'src/main/database/ledger-chain.ts',
        find: '    const last = this.#last\n',
        replace: "    if (to === 'cancelled') return\n    const last = this.#last\n",
      },
    ],
  },
  {
    name: 'lane-lock-leaked',
    area: 'starvation',
    sentence: 'A lane stays locked when a request for it has failed: the next one never comes to an end.',
    patches: [
      {
        file: 'src/main/outbox/lane-locks.ts',
        find: '    try {\n      return await working\n    } finally {',
        replace: '    {\n      const result = await working',
      },
      {
        file: 'src/main/outbox/lane-locks.ts',
        find: 'if (this.#held.get(name) === over) this.#held.delete(name)',
        replace: 'if (this.#held.get(name) === over) this.#held.delete(name)\n      return result',
      },
    ],
  },
  {
    name: 'cancelled-stays-in-memory',
    area: 'conservation',
    sentence: 'An operation that was taken back stays in the memory, and is sent from there.',
    patches: [
      {
        file: 'src/main/outbox/memory.ts',
        find: '    this.#lanes.remove(key)\n',
        replace: '    if (state !== "cancelled") this.#lanes.remove(key)\n',
      },
    ],
  },
  {
    name: 'screen-forgets-at-start',
    area: 'screen',
    sentence: 'After a start, what waits is not shown.',
    patches: [
      {
        file: 'src/main/outbox/outbox.ts',
        find: 'effects[index] ?? null',
        replace: 'null',
      },
    ],
  },
  {
    name: 'flicker-after-the-answer',
    area: 'screen',
    sentence: 'The value of an edit leaves the screen with the server’s answer, until the feed brings it back.',
    patches: [
      {
        file: 'src/main/replica/replica.ts',
        find: 'this.#base.put(withEffect(known, overlay, version))',
        replace: 'void withEffect',
      },
    ],
  },
  {
    name: 'snapshot-goes-back',
    area: 'screen',
    sentence: 'A snapshot that was read before an answer puts older values on the screen after it.',
    patches: [
      {
        file: 'src/main/replica/replica.ts',
        find: 'const isSameFeed = this.#cursor?.epoch === cursor.epoch',
        replace: 'const isSameFeed = false',
      },
    ],
  },
  {
    name: 'gap-not-noticed',
    area: 'convergence',
    sentence: 'An event that is missing in the feed is not noticed.',
    patches: [
      {
        file: 'src/main/inbound/gap-check.ts',
        find: "if (position.previous > last) return 'gap'",
        replace: '',
      },
    ],
  },
  {
    name: 'gap-read-from-behind',
    area: 'convergence',
    sentence: 'What is missing is looked for only behind what other channels have brought since.',
    patches: [
      {
        file: 'src/main/inbound/inbound.ts',
        find: 'this.#missingSince = this.#order.lastOf(event.payload.channel)',
        replace: 'this.#missingSince = null',
      },
      {
        file: 'src/main/inbound/intake.ts',
        find: '    if (!validated.ok) {\n      this.hasDropped = true\n',
        replace: '    if (!validated.ok) {\n',
      },
    ],
  },
  {
    name: 'cursor-before-the-copy',
    area: 'disk',
    sentence: 'The place in the feed is stored before what it stands for: a crash in between leaves the copy old.',
    patches: [
      {
        file: 'src/main/replica/base-writer.ts',
        find: '      await this.#writeParts(dirty)\n',
        replace:
          '      if (cursor !== null) await this.#store.commit(cursor.mutations)\n      await this.#writeParts(dirty)\n',
      },
    ],
  },
  {
    name: 'names-not-rewritten',
    area: 'dependencies',
    sentence: 'What refers to something that the server has named goes on using the old name.',
    patches: [
      {
        file: 'src/main/outbox/cascade.ts',
        find: 'if (namedBy === undefined || row === undefined) return []',
        replace: 'return []',
      },
    ],
  },
  {
    name: 'full-disk-is-ignored',
    area: 'disk',
    sentence: 'A step that a full disk did not take counts all the same.',
    patches: [
      {
        file: 'src/main/outbox/mover.ts',
        find: '      this.#reader.forget(keys)\n      throw error\n',
        replace: '      this.#reader.forget(keys)\n      void error\n',
      },
    ],
  },
  {
    name: 'full-disk-is-accepted',
    area: 'disk',
    sentence: 'A change that a full disk did not take is reported as accepted.',
    patches: [
      {
        file: 'src/main/outbox/intake.ts',
        find: 'await commitTo(store, [...ended, ...made.map(insertOf)])',
        replace: 'await commitTo(store, [...ended, ...made.map(insertOf)]).catch(() => undefined)',
      },
    ],
  },
  {
    name: 'ledger-counts-lines',
    area: 'ledger',
    sentence: 'The ledger counts several operations that are made together as one.',
    patches: [
      {
        file: 'src/main/database/ledger-chain.ts',
        find: 'if (step.from === null) created += entries.length',
        replace: 'if (step.from === null) created += 1',
      },
    ],
  },
  {
    name: 'ledger-chain-torn',
    area: 'ledger',
    sentence: 'Lines of the ledger that are written together do not name each other.',
    patches: [
      {
        file: 'src/main/database/ledger-chain.ts',
        find: 'hash = hashLine(hash, body)',
        replace: 'hash = hashLine(head.hash, body)',
      },
    ],
  },
  {
    name: 'snapshot-keeps-the-deleted',
    area: 'convergence',
    sentence: 'What a snapshot does not hold any more stays in the copy.',
    patches: [
      {
        file: 'src/main/replica/replica.ts',
        find: 'if (kept.has(laneOf(ref))) continue',
        replace: 'if (kept.size > 0) continue',
      },
    ],
  },
]
