import type { EntityView } from '#shared/domain/view.ts'

/** A small believable fleet for looking at the interface: always the same for the same count. */

const SITES = [
  ['Frankfurt Central', 'Gate'],
  ['Nordbahnhof', 'Platform'],
  ['Airport Terminal 2', 'Check-in'],
  ['Harbour Mall', 'Entrance'],
  ['City Hall', 'Counter'],
  ['Westpark Arena', 'Block'],
  ['Museum Quarter', 'Hall'],
  ['Lindenplatz', 'Stop'],
] as const
const KINDS = ['display', 'totem', 'ticker', 'menu board', 'wall'] as const
const MODELS = ['LX-55', 'LX-75', 'ST-32', 'UW-49', 'PX-110'] as const
const PLACES = [
  'north wall',
  'above the stairs',
  'left of the lift',
  'ceiling',
  'behind the counter',
  'south exit',
] as const
const TAGS = ['indoor', 'outdoor', 'portrait', 'priority', 'trial', 'accessible'] as const
const CONTENT = [
  ['Platform closed', 'image', 15, 840_000],
  ['Summer timetable', 'image', 20, 1_240_000],
  ['Evacuation', 'video', 45, 38_200_000],
  ['Weather', 'web', 30, 12_000],
  ['Welcome', 'video', 12, 9_600_000],
] as const

const PLAYLISTS = [
  'Departures',
  'Morning loop',
  'Evening loop',
  'Wayfinding',
  'Opening hours',
  'Emergency notice',
  'Match day',
  'Exhibition',
] as const

/** A repeatable stream of numbers from 0 to 1 (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T
}

const PLAIN = { pending: [], isNew: false, isDeleting: false }

/** What can be pushed to devices. */
const FOLDERS = ['Stations/Traffic', '', 'Campaigns/Food', 'Stations/Service'] as const

export function contentOf(count: number = CONTENT.length): EntityView[] {
  return Array.from({ length: count }, (_, index) => {
    const [title, kind, durationSeconds, sizeBytes] = CONTENT[index % CONTENT.length] as (typeof CONTENT)[number]
    const name = index < CONTENT.length ? title : `${title} ${index + 1}`
    const address = kind === 'web' ? { url: `https://signage.example/${index + 1}` } : {}
    const folder = FOLDERS[index % FOLDERS.length] ?? ''
    const data = { name, kind, durationSeconds, sizeBytes, tags: index % 2 === 0 ? ['notice'] : [], folder, ...address }
    return { ...PLAIN, entityType: 'content', id: `con-${index + 1}`, version: 2, data, reported: {} }
  })
}

const PURPOSES = ['All halls, around the clock', 'Until 11:00', 'After 17:00', 'Entrances and lifts', ''] as const

export function playlistsOf(count: number = PLAYLISTS.length): EntityView[] {
  return Array.from({ length: count }, (_, index) => {
    const title = PLAYLISTS[index % PLAYLISTS.length] as string
    const name = index < PLAYLISTS.length ? title : `${title} ${index + 1}`
    const data = { name, description: PURPOSES[index % PURPOSES.length] ?? '', items: itemsOf(index) }
    return { ...PLAIN, entityType: 'playlist', id: `pls-${index + 1}`, version: 3, data, reported: {} }
  })
}

/** Some content for a playlist, the last piece of it twice. */
function itemsOf(list: number) {
  const places = 3 + (list % 4)
  return Array.from({ length: places }, (_, place) => {
    const piece = (list + Math.min(place, places - 2)) % CONTENT.length
    const durationSeconds = (CONTENT[piece] as (typeof CONTENT)[number])[2]
    return { id: `itm-${list + 1}-${place + 1}`, contentId: `con-${piece + 1}`, durationSeconds }
  })
}

/** Of a device that was asked for a picture. */
function pastOf(now: number) {
  const [key, at] = ['00000000-0000-4000-8000-0000000000aa', now - 300_000]
  return { lastCommand: { key, command: 'screenshot', result: 'done', at }, screenshot: { key, at } }
}

export function devicesOf(count: number, now: number): EntityView[] {
  const random = randomOf(7)
  return Array.from({ length: count }, (_, index) => {
    const [site, spot] = SITES[index % SITES.length] as (typeof SITES)[number]
    const chance = random()
    const status = chance < 0.93 ? 'online' : chance < 0.97 ? 'idle' : 'offline'
    const lastSeenAt = status === 'offline' ? now - 120_000 - random() * 90_000_000 : now - random() * 20_000
    const strain = random()
    return {
      ...PLAIN,
      entityType: 'device',
      id: `dev-${String(index + 1).padStart(4, '0')}`,
      version: 1 + Math.floor(random() * 9),
      data: {
        name: `${spot} ${Math.floor(index / SITES.length) + 1} ${pick(random, KINDS)}`,
        site,
        location: pick(random, PLACES),
        model: pick(random, MODELS),
        serial: `OC${(100_000 + index * 37).toString(36).toUpperCase()}`,
        tags:
          random() < 0.6
            ? [pick(random, TAGS)]
            : [pick(random, TAGS), pick(random, TAGS)].filter((tag, at, all) => all.indexOf(tag) === at),
        playlistId: random() < 0.06 ? null : `pls-${1 + Math.floor(random() * PLAYLISTS.length)}`,
        ...(index % 3 === 0 ? { groups: index % 9 === 0 ? ['Ticketing', 'Night service'] : ['Ticketing'] } : {}),
      },
      reported: {
        ...(index === 21 ? pastOf(now) : {}),
        status,
        lastSeenAt: Math.round(lastSeenAt),
        health: {
          score: Math.round(100 - strain * strain * 40),
          cpu: Math.round(10 + strain * 70),
          memory: Math.round(30 + strain * 55),
          storage: Math.round(20 + random() * 78),
          temperature: Math.round(34 + strain * 24),
        },
      },
    } satisfies EntityView
  })
}

/** What nobody should call a device, and somebody will. */
export const STRANGE_NAMES = [
  'A'.repeat(10_000),
  '\u202eeltit desrever',
  'شاشة المدخل الرئيسي 3',
  'מסך כניסה 12',
  '👩‍👩‍👧‍👦🏳️‍🌈 Lobby 🇩🇪'.repeat(40),
  'Line\none\u0000 \u2066open',
  '<b>bold</b> & "quoted"',
] as const

/** A fleet whose server sends more than is allowed. */
export function strangeOf(devices: readonly EntityView[]): EntityView[] {
  return devices.map((device, index) => {
    const text = STRANGE_NAMES[index]
    if (text === undefined) return device
    return { ...device, data: { ...device.data, name: text, site: text, model: text, tags: [text], groups: [text] } }
  })
}
