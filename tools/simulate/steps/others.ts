import { referencesOf } from '../../../src/main/outbox/references.ts'
import { UNTOUCHED_ALERT } from '../../../src/shared/domain/entities.ts'
import { ENTITY_TYPES, type EntityType, laneOf } from '../../../src/shared/domain/ids.ts'
import type { EntityView } from '../../../src/shared/domain/view.ts'
import type { Author } from '../server/fleet.ts'
import type { FleetServer } from '../server/fleet-server.ts'
import { editedFields, newFields, type Screen, signageOf } from './intents.ts'
import type { Action, Stage } from './scene.ts'

const RIVAL_EDITS = [10, 60] as const
const RIVAL_PAUSE_MS = [10, 80] as const
const SOMEBODY: Author = { actor: 'Somebody', key: null }

/** What other people and the devices do at the server. */
export const OTHERS_ACTIONS = {
  otherEdits: (stage) => editByOthers(stage, pickEntity(stage)),
  otherArranges: (stage) => editByOthers(stage, pickEntity(stage, signageOf)),
  rival: (stage) => {
    const { scene, chance } = stage
    const view = pickEntity(stage)
    if (view === undefined) return
    const ref = { entityType: view.entityType, entityId: view.id }
    scene.note('somebody', `edits ${laneOf(ref)} again and again`)
    const edit = (left: number): void => {
      if (scene.server.fleet.get(ref) === null || left === 0) return
      scene.server.fleet.update(ref, { [wordFieldOf(view.entityType)]: `rival ${left}` }, SOMEBODY)
      scene.timeline.after(chance.between(...RIVAL_PAUSE_MS), () => edit(left - 1))
    }
    edit(chance.whole(...RIVAL_EDITS))
  },
  otherRemoves: (stage) => {
    const { server } = stage.scene
    const view = pickEntity(stage)
    if (view === undefined) return
    const ref = { entityType: view.entityType, entityId: view.id }
    const isUsed = server.fleet
      .records()
      .some(({ entityType, data }) => referencesOf(entityType, data).some((one) => laneOf(one) === laneOf(ref)))
    if (isUsed || server.fleet.idsOf(view.entityType).length < 2) return
    stage.scene.note('somebody', `deletes ${laneOf(ref)}`)
    server.fleet.remove(ref, SOMEBODY)
  },
  otherCreates: ({ scene, chance }) => {
    const entityType = chance.pick(['device', 'playlist', 'content', 'schedule', 'wallboard'] as const) ?? 'device'
    const ref = { entityType, entityId: `other-${entityType}-${Math.floor(scene.timeline.now)}` }
    if (scene.server.fleet.wasKnown(ref)) return
    scene.note('somebody', `makes ${laneOf(ref)}`)
    const fields = newFields(entityType, screenOf(scene.server), chance)
    scene.server.fleet.create(ref, fields, {}, SOMEBODY)
  },
  beats: ({ scene, chance }) => {
    for (const id of scene.server.fleet.idsOf('device')) if (chance.hits(0.5)) scene.server.devices.beat(id)
  },
} satisfies Record<string, Action>

/** The fleet when the world begins. */
export function populate(server: FleetServer, chance: Stage['chance']): void {
  const counts: Readonly<Record<EntityType, number>> = {
    content: 3,
    playlist: 2,
    device: chance.whole(2, 5),
    schedule: 2,
    alert: 1,
    wallboard: 2,
  }
  for (const entityType of ['content', 'playlist', 'device', 'schedule', 'wallboard'] as const) {
    for (let index = 1; index <= counts[entityType]; index++) {
      const ref = { entityType, entityId: `${entityType}-${index}` }
      server.fleet.create(ref, newFields(entityType, screenOf(server), chance), {}, SOMEBODY)
    }
  }
  const raised = {
    deviceId: 'device-1',
    severity: 'high',
    kind: 'storage-full',
    message: 'Full.',
    raisedAt: 1,
    clearedAt: null,
  }
  server.fleet.create({ entityType: 'alert', entityId: 'alert-1' }, UNTOUCHED_ALERT, raised, SOMEBODY)
}

/** A change in every channel: whoever has missed one before notices it by the next, and by nothing else. */
export function touchEverything(server: FleetServer): void {
  for (const entityType of ENTITY_TYPES) {
    const [entityId] = server.fleet.idsOf(entityType)
    if (entityId === undefined) continue
    server.fleet.update({ entityType, entityId }, { [wordFieldOf(entityType)]: 'touched' }, SOMEBODY)
  }
}

/** A field of every thing of this type that holds words. */
function wordFieldOf(entityType: EntityType): string {
  return entityType === 'alert' ? 'note' : 'name'
}

function editByOthers({ scene, chance }: Stage, view: EntityView | undefined): void {
  if (view === undefined) return
  const fields = editedFields(view, screenOf(scene.server), chance)
  const missing = referencesOf(view.entityType, fields).some((ref) => scene.server.fleet.get(ref) === null)
  if (missing) return
  scene.note('somebody', `edits ${view.entityType}/${view.id} ${JSON.stringify(fields)}`)
  scene.server.fleet.update({ entityType: view.entityType, entityId: view.id }, fields, SOMEBODY)
}

/** Anything, or what somebody at a console is changing just now: that is where people meet. */
function pickEntity({ scene, chance }: Stage, among = (screen: Screen): Screen => screen): EntityView | undefined {
  const all = among(screenOf(scene.server))
  const waiting = new Set(
    scene.consoles.flatMap(({ engine }) => [...(engine?.outbox.lanes.rows() ?? [])].map((row) => laneOf(row))),
  )
  const wanted = all.filter((view) => waiting.has(laneOf({ ...view, entityId: view.id })))
  return chance.pick(wanted.length > 0 && chance.hits(0.6) ? wanted : all)
}

/** What the server holds, as a screen without anything pending shows it. */
function screenOf(server: FleetServer): Screen {
  return ENTITY_TYPES.flatMap((entityType) =>
    server.fleet
      .records()
      .filter((record) => record.entityType === entityType)
      .map((record) => ({ ...record, pending: [], isNew: false, isDeleting: false })),
  )
}
