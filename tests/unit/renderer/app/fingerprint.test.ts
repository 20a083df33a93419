import { beforeEach, describe, expect, it } from 'vitest'
import type { Fields } from '#shared/domain/entities.ts'
import { ReportCells } from '#shared/domain/report-cells.ts'
import type { EntityView } from '#shared/domain/view.ts'
import {
  answerFingerprints,
  FINGERPRINT_EVENT,
  Fingerprint,
  type FingerprintReading,
} from '../../../../src/renderer/app/fingerprint.ts'
import { createClient } from '../../../../src/renderer/ipc/client.ts'
import { collectionOf } from '../../../../src/renderer/stores/entity-collection.ts'
import { type ChangeListener, IDLE_SLICE } from '../../../../src/renderer/stores/entity-slice.ts'
import { createEntityStore, type EntityStore } from '../../../../src/renderer/stores/entity-store.ts'
import { FakeMain } from '../../../../tools/preview/fake-bridge.ts'
import { deviceView } from '../support.tsx'

/** A store that a test fills itself. */
class Filled {
  readonly store: EntityStore
  #rows: readonly EntityView[] = []
  #revision = 0
  #tell: ChangeListener = () => undefined

  constructor() {
    const fake = new FakeMain({ scenario: 'empty', deviceCount: 0, now: 0 })
    this.store = createEntityStore(createClient(fake.bridge))
    this.store.setState({
      subscribeChanges: (_type, listener) => {
        this.#tell = listener
        return () => undefined
      },
    })
  }
  put(rows: readonly EntityView[], changed: readonly EntityView[] | null = null, removed: string[] = []): void {
    this.#rows = rows
    this.#revision += 1
    const collection = collectionOf(this.#rows)
    this.store.setState({
      slices: { device: { ...IDLE_SLICE, status: 'ready', collection, revision: this.#revision } },
    })
    this.#tell({ collection, changed, removed })
  }
}

const [a, b] = [deviceView('a'), deviceView('b')]
const renamed = deviceView('a', { version: 2, data: { ...a.data, name: 'Renamed' } })

let one: Filled
let other: Filled
let fingerprints: readonly [Fingerprint, Fingerprint]
beforeEach(() => {
  one = new Filled()
  other = new Filled()
  fingerprints = [new Fingerprint(one.store, 'device'), new Fingerprint(other.store, 'device')]
  for (const fingerprint of fingerprints) fingerprint.start()
})
const hashes = () => fingerprints.map((fingerprint) => fingerprint.current?.hash)

describe('the fingerprint of what a window holds', () => {
  it('is the same for a report that came alone and one that came with its device, and another for another', () => {
    const cells = new ReportCells()
    const reportedAt = (lastSeenAt: number): Fields => ({ ...a.reported, lastSeenAt })
    const cell = cells.renewed(null, reportedAt(7)) as Fields | null
    one.put([{ ...a, reported: cell ?? {} }])
    other.put([{ ...a, reported: reportedAt(7) }])
    const [first, second] = hashes()
    expect(first).toBe(second)
    cells.renewed(cell, reportedAt(8))
    one.put([{ ...a, reported: cell ?? {} }])
    expect(hashes()[0]).not.toBe(second)
  })

  it('is the same for the same rows, in whatever order they and their fields came', () => {
    one.put([a, b])
    other.put([deviceView('b'), { ...a, data: Object.fromEntries(Object.entries(a.data).toReversed()) }])
    expect(hashes()[0]).toBe(hashes()[1])
    expect(hashes()[0]).toMatch(/^[0-9a-f]{16}$/)
  })

  it('is the same whether a window read it at once or change by change', () => {
    one.put([a, b])
    one.put([renamed, b], [renamed])
    one.put([renamed], [], ['b'])
    other.put([renamed])
    expect(hashes()[0]).toBe(hashes()[1])
  })

  it('is another one for any other value', () => {
    one.put([a, b])
    const others = [
      [renamed, b],
      [a],
      [],
      [a, { ...b, isDeleting: true }],
      [a, { ...b, reported: { ...b.reported, lastSeenAt: 2 } }],
    ]
    const seen = others.map((rows) => {
      other.put(rows)
      return hashes()[1]
    })
    expect(new Set([...seen, hashes()[0]]).size).toBe(others.length + 1)
  })

  it('tells every state with its revision once', () => {
    one.put([a])
    one.put([a, b], [b])
    const [fingerprint] = fingerprints
    expect(fingerprint.take().map(({ revision, count }) => [revision, count])).toEqual([
      [-1, 0],
      [1, 1],
      [2, 2],
    ])
    one.put([renamed, b], [renamed])
    expect(fingerprint.take().map(({ revision }) => revision)).toEqual([2, 3])
  })
})

describe('asking for it in the page', () => {
  const ask = (): FingerprintReading[] | undefined => {
    const detail: { readings?: FingerprintReading[] } = {}
    document.dispatchEvent(new CustomEvent(FINGERPRINT_EVENT, { detail }))
    return detail.readings
  }

  it('is answered at once, and no more once the window has stopped', () => {
    one.put([a])
    const end = answerFingerprints(one.store, 'device')
    expect(ask()).toEqual([expect.objectContaining({ revision: 1, count: 1, hash: hashes()[0] })])
    end()
    expect(ask()).toBeUndefined()
  })
})
