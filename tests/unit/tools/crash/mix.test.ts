import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../../src/fleet-server/platform/random.ts'
import { ENTITY_SCHEMAS } from '../../../../src/shared/domain/entities.ts'
import type { EntityType } from '../../../../src/shared/domain/ids.ts'
import { type Call, isOwn, Mix } from '../../../../tools/crash/mix.ts'

/** Draws calls against a fleet that follows what was drawn. */
function draw(seed: number, count: number): Call[] {
  const devices = new Set<string>()
  const playlists = new Set<string>()
  const boards = new Set<string>()
  const made: Partial<Record<EntityType, Set<string>>> = { device: devices, playlist: playlists, wallboard: boards }
  const fleet = {
    ownDevices: () => [...devices],
    ownPlaylists: () => [...playlists],
    ownBoards: () => [...boards],
    waiting: () => ['key-1'],
  }
  const mix = new Mix(seededRandom(seed), fleet, 'r1')
  return Array.from({ length: count }, () => {
    const call = mix.next()
    for (const intent of call.kind === 'enqueue' ? call.intents : []) {
      const own = made[intent.entityType]
      if (intent.kind === 'create' && intent.entityId !== undefined) own?.add(intent.entityId)
      if (intent.kind === 'delete') own?.delete(intent.entityId)
    }
    return call
  })
}

const enqueued = (calls: readonly Call[]) => calls.flatMap((call) => (call.kind === 'enqueue' ? [call] : []))
const intentsOf = (calls: readonly Call[]) => enqueued(calls).flatMap((call) => call.intents)

describe('the mix of a crash test', () => {
  it('draws the same from the same seed', () => {
    expect(draw(5, 100)).toEqual(draw(5, 100))
  })

  it('holds every kind of change and of call', () => {
    const calls = draw(5, 300)
    expect(new Set(intentsOf(calls).map((intent) => intent.kind))).toEqual(
      new Set(['create', 'update', 'delete', 'command']),
    )
    expect(new Set(calls.map((call) => call.kind))).toEqual(new Set(['enqueue', 'confirm', 'take-back']))
    expect(enqueued(calls).filter((call) => call.isBatch).length).toBeGreaterThan(20)
    expect(enqueued(calls).filter((call) => call.dependsOn.length > 0).length).toBeGreaterThan(10)
  })

  it('holds edits of everything that operators edit, and of every list in it', () => {
    const edited = intentsOf(draw(5, 400)).flatMap((intent) =>
      intent.kind === 'update' ? Object.keys(intent.fields).map((field) => `${intent.entityType}.${field}`) : [],
    )
    for (const field of ['wallboard.pages', 'playlist.items', 'schedule.days', 'schedule.groups', 'content.folder'])
      expect(edited.filter((one) => one === field).length).toBeGreaterThan(2)
  })

  it('makes only what the console takes', () => {
    for (const intent of intentsOf(draw(11, 300))) {
      if (intent.kind !== 'create' && intent.kind !== 'update') continue
      const { data } = ENTITY_SCHEMAS[intent.entityType]
      const schema = intent.kind === 'create' ? data : data.partial()
      expect(schema.safeParse(intent.fields).error?.issues).toBeUndefined()
    }
  })

  it('holds devices that refer to a playlist made in the same call', () => {
    const calls = enqueued(draw(5, 300)).filter(({ intents }) => intents[0]?.entityType === 'playlist')
    expect(calls.some(({ intents }) => intents[1]?.kind === 'create' && intents[1].fields['playlistId'] !== null)).toBe(
      true,
    )
  })

  it('makes batches of at least two changes', () => {
    for (const { isBatch, intents } of enqueued(draw(7, 300)))
      expect(intents.length).toBeGreaterThanOrEqual(isBatch ? 2 : 1)
  })

  it('asks nothing of a device after its deletion, and deletes only what it made', () => {
    const dead = new Set<string>()
    for (const { kind, entityId = '' } of intentsOf(draw(9, 500))) {
      expect(dead.has(entityId)).toBe(false)
      if (kind !== 'delete') continue
      expect(isOwn(entityId)).toBe(true)
      dead.add(entityId)
    }
    expect(dead.size).toBeGreaterThan(5)
  })
})
