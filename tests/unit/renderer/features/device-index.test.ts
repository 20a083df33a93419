import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntityView } from '#shared/domain/view.ts'
import { DeviceIndex } from '../../../../src/renderer/features/shell/device-index.ts'
import { Best, rankOf } from '../../../../src/renderer/features/shell/palette-ranking.ts'
import { applyChanges, collectionOf } from '../../../../src/renderer/stores/entity-collection.ts'
import { deviceView } from '../support.tsx'

const word = fc.constantFrom('gate', 'Gate', 'hall', 'a', 'ate', '12', '1', 'über', 'Süd', 'g', 'x')
const text = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const device = fc.record({ id: fc.integer({ min: 0, max: 60 }), name: text, site: text })
const devices = fc.array(device, { maxLength: 90 }).map((all) => [...new Map(all.map((one) => [one.id, one])).values()])

const viewOf = ({ id, name, site }: { id: number; name: string; site: string }): EntityView => {
  const view = deviceView(`dev-${id}`)
  return { ...view, data: { ...view.data, name, site, tags: [site], groups: [name] } }
}

/** The same, by looking at every device. */
function plainly(views: readonly EntityView[], query: string, most: number): readonly string[] {
  const best = new Best<string>(most)
  for (const { id, data } of views) {
    const rank = rankOf(query, String(data['name']), `${String(data['site'])} ${String(data['serial'])} ${id}`)
    if (rank !== null) best.add(id, rank)
  }
  return best.items
}

describe('the index of devices', () => {
  it('finds what looking at every device finds, also after devices came, went and changed', () => {
    fc.assert(
      fc.property(devices, devices, fc.integer({ min: 1, max: 20 }), text, (before, after, most, query) => {
        let now = collectionOf(before.map(viewOf))
        const index = new DeviceIndex(() => now)
        expect(index.find(query, most).map(({ id }) => id)).toEqual(plainly(now.rows, query, most))
        const gone = before.filter(({ id }) => !after.some((one) => one.id === id))
        now = applyChanges(now, after.map(viewOf), new Set(gone.map(({ id }) => `dev-${id}`)))
        index.lookAgain()
        expect(index.find(query, most).map(({ id }) => id)).toEqual(plainly(now.rows, query, most))
        const sites = new Map<string, number>()
        for (const { data } of now.rows) sites.set(String(data['site']), (sites.get(String(data['site'])) ?? 0) + 1)
        expect(index.places.site).toEqual(sites)
        expect(index.places.tag).toEqual(sites)
      }),
    )
  })

  it('reads part by part, and what has not changed only once', () => {
    const now = collectionOf(Array.from({ length: 25 }, (_, id) => viewOf({ id, name: `Gate ${id}`, site: 'Hall' })))
    const index = new DeviceIndex(() => now)
    expect([index.read(10), index.read(10), index.read(10)]).toEqual([true, true, false])
    index.lookAgain()
    expect(index.read(0)).toBe(false)
    expect(index.places.site).toEqual(new Map([['Hall', 25]]))
  })
})
