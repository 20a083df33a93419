import type { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import type { EnqueueOptions } from '../../../src/main/outbox/acceptance.ts'
import type { ActionOutcome } from '../../../src/main/outbox/desk.ts'
import { discard } from '../../../src/main/outbox/discard.ts'
import { type Intent, PRIORITIES } from '../../../src/shared/domain/operation.ts'
import type { Act } from '../checks/known-operation.ts'
import { shortKey } from '../world/ids.ts'
import { failed, some, waiting } from './at-console.ts'
import {
  commandIntent,
  createIntent,
  editedFields,
  editIntent,
  removeIntent,
  type Screen,
  signageOf,
} from './intents.ts'
import type { Action, Stage } from './scene.ts'
import { whenSomebodyIsThere } from './surroundings.ts'

/** What people at a console do. Nobody waits for what it leads to. */
export const PERSON_ACTIONS = {
  edit: (stage) => enqueue(stage, [editIntent(screenOf(stage), stage.chance)]),
  arrange: (stage) => enqueue(stage, [editIntent(signageOf(screenOf(stage)), stage.chance)]),
  create: (stage) => enqueue(stage, [createIntent(screenOf(stage), stage.chance, windowId(stage))]),
  remove: (stage) => enqueue(stage, [removeIntent(screenOf(stage), stage.chance)]),
  command: (stage) => enqueue(stage, [commandIntent(screenOf(stage), stage.chance)]),
  several: (stage) => enqueue(stage, severalIntents(stage)),
  batch: (stage) => enqueue(stage, severalIntents(stage), { isBatch: true }),
  urgent: (stage) => {
    const priority = stage.chance.pick(PRIORITIES) ?? 'normal'
    enqueue(stage, [editIntent(screenOf(stage), stage.chance)], { priority })
  },
  following: (stage) => {
    const key = stage.chance.pick(waiting(stage))
    enqueue(stage, [editIntent(screenOf(stage), stage.chance)], key === undefined ? {} : { dependsOn: [key] })
  },
  making: (stage) => enqueue(stage, makingIntents(stage), { isBatch: stage.chance.hits(0.5) }),
  takeBack: (stage) =>
    atDesk(stage, some(stage, waiting(stage)), 'take-back', (engine, keys) => engine.desk.rollBack(keys)),
  retry: (stage) =>
    atDesk(stage, some(stage, waiting(stage, 'quarantined', 'queued')), 'retry', (engine, keys) =>
      engine.desk.retry(keys),
    ),
  confirm: (stage) =>
    atDesk(stage, some(stage, waiting(stage, 'stale')), 'confirm', (engine, keys) => engine.desk.confirmAgain(keys)),
  discard: (stage) =>
    atDesk(stage, some(stage, waiting(stage, 'quarantined', 'conflicted', 'stale')), 'take-back', (engine, keys) =>
      discard(keys, { outbox: engine.outbox, desk: engine.desk, timekeeper: engine.timekeeper }),
    ),
  correct: (stage) => correct(stage),
  prioritise: (stage) => {
    const priority = stage.chance.pick(PRIORITIES) ?? 'low'
    atDesk(stage, some(stage, waiting(stage, 'queued')), null, (engine, keys) =>
      engine.desk.setPriority(keys, priority),
    )
  },
  pause: (stage) => {
    const { console, chance } = stage
    console.engine?.delivery.setPaused(true)
    whenSomebodyIsThere(stage, chance.between(200, 15_000), () => console.engine?.delivery.setPaused(false))
  },
} satisfies Record<string, Action>

/** Hands intents to the queue, and remembers what was accepted. Null: there was nothing to do it to. */
export function enqueue(
  { console, scene }: Stage,
  wanted: readonly (Intent | null)[],
  options: EnqueueOptions = {},
): void {
  const intents = wanted.filter((intent) => intent !== null)
  const { engine } = console
  if (engine === null || intents.length === 0) return
  scene.note(console.name, `asks for ${intents.map(wordsOf).join(' and ')}${options.isBatch ? ' together' : ''}`)
  engine.outbox.enqueue(intents, options).then(
    (accepted) => {
      for (const { key } of accepted) {
        console.accepted.add(key)
        if (console.image.stateOf(key) !== null) continue
        scene.report('durable-first', `${shortKey(key)} was accepted before it was on the disk`)
      }
      scene.note(console.name, `has ${accepted.map(({ key }) => shortKey(key)).join()}`)
    },
    (error: unknown) => failed({ console, scene }, error),
  )
}

/** Does something with operations that wait, as the pages for them do. */
function atDesk(
  { console, scene }: Stage,
  keys: readonly string[],
  act: Act | null,
  work: (engine: SiteEngine, keys: readonly string[]) => Promise<readonly ActionOutcome[]>,
): void {
  const { engine } = console
  if (engine === null || keys.length === 0) return
  scene.note(console.name, `${act ?? 'moves'} ${keys.map(shortKey).join()}`)
  if (act !== null) console.account.acted(keys, act)
  work(engine, keys).then(
    (outcomes) => {
      const refused = outcomes.filter((outcome) => !outcome.ok)
      if (refused.length > 0) scene.note(console.name, `cannot ${refused.map(({ key }) => shortKey(key)).join()}`)
    },
    (error: unknown) => failed({ console, scene }, error),
  )
}

/** Sends a refused change again with other values. */
function correct(stage: Stage): void {
  const { console, chance } = stage
  const [key] = some(stage, waiting(stage, 'quarantined'))
  const operation = key === undefined ? null : console.image.operation(key)
  const view = operation === null ? undefined : console.engine?.replica.view(operation.intent)
  if (key === undefined || !view) return
  const fields = editedFields(view, screenOf(stage), chance)
  atDesk(stage, [key], 'edit', async (engine) => [await engine.desk.editAndRetry(key, fields)])
}

function screenOf({ console }: Stage): Screen {
  return [...(console.window?.views.values() ?? [])]
}

/** Several changes, now and then all of one thing. */
function severalIntents({ chance, ...stage }: Stage): (Intent | null)[] {
  const all = screenOf({ chance, ...stage })
  const one = chance.pick(all.filter((view) => view.entityType === 'device'))
  const screen = one !== undefined && chance.hits(0.4) ? [one] : all
  return Array.from({ length: chance.whole(2, 4) }, () =>
    chance.hits(0.2) ? commandIntent(screen, chance) : editIntent(screen, chance),
  )
}

/** A playlist is made and given to a device, with contents that are made too. */
function makingIntents(stage: Stage): (Intent | null)[] {
  const { chance, scene } = stage
  const number = `${stage.console.owner.slice(-2)}-${Math.floor(scene.timeline.now)}`
  const contentId = `content-${number}`
  const playlistId = `playlist-${number}`
  const items = [{ id: 'item-0', contentId, durationSeconds: 5 }]
  const device = chance.pick(screenOf(stage).filter((view) => view.entityType === 'device' && !view.isDeleting))
  const content = { name: contentId, kind: 'image', durationSeconds: 5, sizeBytes: 1, tags: [] }
  return [
    { kind: 'create', entityType: 'content', entityId: contentId, fields: content },
    {
      kind: 'create',
      entityType: 'playlist',
      entityId: playlistId,
      fields: { name: playlistId, description: '', items },
    },
    device === undefined ? null : { kind: 'update', entityType: 'device', entityId: device.id, fields: { playlistId } },
  ]
}

function windowId({ chance, console, scene }: Stage): string | undefined {
  return chance.hits(0.5) ? undefined : `made-${console.owner.slice(-2)}-${Math.floor(scene.timeline.now)}`
}

function wordsOf(intent: Intent): string {
  const what = intent.kind === 'command' ? intent.command : 'fields' in intent ? JSON.stringify(intent.fields) : ''
  return `${intent.kind} ${intent.entityType}/${intent.entityId ?? '?'} ${what}`
}
