import { DEVICE_COMMANDS } from '../../../src/shared/domain/commands.ts'
import type { Fields } from '../../../src/shared/domain/entities.ts'
import type { EntityType } from '../../../src/shared/domain/ids.ts'
import type { Intent } from '../../../src/shared/domain/operation.ts'
import type { EntityView } from '../../../src/shared/domain/view.ts'
import type { Chance } from '../world/chance.ts'
import { editedPages, newPages } from './board-values.ts'

/** What a person sees of the fleet. */
export type Screen = readonly EntityView[]

/** Few values, so that two people sometimes choose the same. */
const FEW = 40
const TAGS = ['hall', 'gate', 'night', 'spare', 'wide']
const DAYS = [0, 1, 2, 3, 4, 5, 6] as const
const TIMES = ['06:00', '08:30', '17:00', '22:15']
const DATES = ['2024-02-29', '2024-03-31', '2024-10-27'] as const
const ZONES = ['UTC', 'Europe/Berlin', 'America/St_Johns'] as const
const FOLDERS = ['', 'Winter', 'Winter/Night', 'Spare'] as const

/** What is put together for the screens, and the boards of the control room: their values are lists that people share. */
export function signageOf(screen: Screen): Screen {
  return screen.filter(({ entityType }) => entityType !== 'device' && entityType !== 'alert')
}

/** An edit of something that is shown; null: nothing is. */
export function editIntent(screen: Screen, chance: Chance): Intent | null {
  const view = chance.pick(screen.filter((one) => !one.isDeleting))
  if (view === undefined) return null
  const fields = editedFields(view, screen, chance)
  return { kind: 'update', entityType: view.entityType, entityId: view.id, fields }
}

export function removeIntent(screen: Screen, chance: Chance): Intent | null {
  const view = chance.pick(screen.filter((one) => one.entityType !== 'alert' && !one.isDeleting))
  return view === undefined ? null : { kind: 'delete', entityType: view.entityType, entityId: view.id }
}

export function commandIntent(screen: Screen, chance: Chance): Intent | null {
  const view = chance.pick(ofType(screen, 'device'))
  const command = chance.pick(DEVICE_COMMANDS)
  if (view === undefined || command === undefined) return null
  const given = { kind: 'command', entityType: 'device', entityId: view.id } as const
  if (command !== 'push-content') return { ...given, command }
  const content = chance.pick(ofType(screen, 'content'))
  return content === undefined ? { ...given, command: 'reload' } : { ...given, command, contentId: content.id }
}

/** The making of something new, which may refer to what is shown. `id`: chosen by a window; else the console chooses. */
export function createIntent(screen: Screen, chance: Chance, id?: string): Intent {
  const entityType = chance.weighted({ device: 3, playlist: 3, content: 3, schedule: 3, wallboard: 3 })
  const fields = newFields(entityType, screen, chance)
  return { kind: 'create', entityType, ...(id === undefined ? {} : { entityId: id }), fields }
}

export function newFields(entityType: EntityType, screen: Screen, chance: Chance): Fields {
  switch (entityType) {
    case 'device': {
      const place = { site: 'Harbour', location: '', model: 'Outlook 55', serial: `S${chance.whole(1, FEW)}` }
      return { name: word(chance), ...place, tags: tags(chance), playlistId: idOf(screen, 'playlist', chance) }
    }
    case 'playlist':
      return { name: word(chance), description: '', items: items(screen, chance) }
    case 'content':
      return {
        name: word(chance),
        kind: 'image',
        durationSeconds: chance.whole(1, FEW),
        sizeBytes: 1,
        tags: tags(chance),
        folder: chance.pick(FOLDERS),
      }
    case 'wallboard':
      return {
        ...{ name: word(chance), description: '', columns: 24, rows: 16, rotateSeconds: null },
        pages: newPages(chance),
      }
    default:
      return newSchedule(screen, chance)
  }
}

function newSchedule(screen: Screen, chance: Chance): Fields {
  const playlistId = idOf(screen, 'playlist', chance)
  const device = idOf(screen, 'device', chance)
  return {
    name: word(chance),
    playlistId: playlistId ?? 'playlist-1',
    deviceIds: device === null ? [] : [device],
    days: [1, 2],
    startTime: '08:00',
    endTime: '20:00',
    timeZone: 'UTC',
    priority: chance.whole(0, 100),
    enabled: true,
    groups: tags(chance),
    startDate: null,
    endDate: null,
  }
}

/** One or two fields of what is edited, with new values. */
export function editedFields(view: EntityView, screen: Screen, chance: Chance): Fields {
  const all = valuesOf(view, screen, chance)
  const names = Object.keys(all)
  const first = chance.pick(names) ?? ''
  const second = chance.hits(0.3) ? (chance.pick(names) ?? first) : first
  return Object.fromEntries([first, second].map((name) => [name, all[name]]))
}

function valuesOf({ entityType, data }: EntityView, screen: Screen, chance: Chance): Fields {
  switch (entityType) {
    case 'device':
      return {
        name: word(chance),
        location: word(chance),
        tags: tags(chance),
        playlistId: idOf(screen, 'playlist', chance),
      }
    case 'playlist':
      return { name: word(chance), description: word(chance), items: editedItems(data['items'], screen, chance) }
    case 'content':
      return {
        name: word(chance),
        durationSeconds: chance.whole(1, FEW),
        tags: tags(chance),
        folder: chance.pick(FOLDERS),
      }
    case 'schedule':
      return {
        name: word(chance),
        enabled: chance.hits(0.5),
        priority: chance.whole(0, FEW),
        startTime: chance.pick(TIMES),
        endTime: chance.pick(TIMES),
        timeZone: chance.pick(ZONES),
        days: DAYS.filter(() => chance.hits(0.5)),
        groups: tags(chance),
        playlistId: idOf(screen, 'playlist', chance) ?? data['playlistId'],
        startDate: chance.hits(0.4) ? null : chance.pick(DATES),
      }
    case 'alert':
      return { acknowledged: chance.hits(0.5), note: word(chance) }
    case 'wallboard':
      return {
        ...{ name: word(chance), description: word(chance), pages: editedPages(data['pages'], chance) },
        rotateSeconds: chance.hits(0.5) ? null : chance.whole(5, FEW),
      }
  }
}

function word(chance: Chance): string {
  return `w${chance.whole(1, FEW)}`
}

function tags(chance: Chance): string[] {
  return TAGS.filter(() => chance.hits(0.4))
}

function ofType(screen: Screen, entityType: EntityType): EntityView[] {
  return screen.filter((view) => view.entityType === entityType && !view.isDeleting)
}

function idOf(screen: Screen, entityType: EntityType, chance: Chance): string | null {
  return chance.hits(0.25) ? null : (chance.pick(ofType(screen, entityType))?.id ?? null)
}

function items(screen: Screen, chance: Chance): unknown[] {
  const contents = ofType(screen, 'content').filter(() => chance.hits(0.4))
  return contents.map(({ id }, index) => ({
    id: `item-${index}`,
    contentId: id,
    durationSeconds: chance.whole(1, FEW),
  }))
}

/** Items moved, added, taken out or changed, as a person does it. */
function editedItems(before: unknown, screen: Screen, chance: Chance): unknown[] {
  const list = Array.isArray(before) ? [...(before as { id: string }[])] : []
  const how = chance.weighted({ move: 2, add: 3, remove: 1, change: 2 })
  const at = chance.whole(0, Math.max(0, list.length - 1))
  if (how === 'move') list.splice(chance.whole(0, list.length), 0, ...list.splice(at, 1))
  if (how === 'remove') list.splice(at, 1)
  const item = list[at]
  if (how === 'change' && item !== undefined) list[at] = { ...item, ...{ durationSeconds: chance.whole(1, FEW) } }
  const content = idOf(screen, 'content', chance)
  if (how !== 'add' || content === null) return list
  const added = { id: `item-${chance.whole(100, 9_999)}`, contentId: content, durationSeconds: chance.whole(1, FEW) }
  return list.some(({ id }) => id === added.id) ? list : [...list, added]
}
