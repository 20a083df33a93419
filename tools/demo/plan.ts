import type { EntityRecord, Fields } from '#shared/domain/entities.ts'

/** One edit in the detail panel: what is entered, and what the server must hold in the end. */
export interface PlannedEdit {
  readonly deviceId: string
  readonly deviceName: string
  /** Text fields by their label. */
  readonly texts: Readonly<Partial<Record<'Name' | 'Location' | 'Tags', string>>>
  readonly playlistName: string | null
  readonly expected: Fields
}

export interface PlannedDevice {
  readonly texts: Readonly<Record<'Name' | 'Site' | 'Location' | 'Model' | 'Serial', string>>
  readonly expected: Fields
}

/** Devices of one site that are given the same tag together. */
export interface PlannedTag {
  readonly site: string
  readonly tag: string
  readonly devices: readonly { readonly id: string; readonly name: string; readonly expected: Fields }[]
}

/** A command that a simulated device will confirm. */
export interface PlannedCommand {
  readonly deviceId: string
  readonly deviceName: string
}

export interface Plan {
  readonly edits: readonly PlannedEdit[]
  /** Second edits of devices of the plan: each is merged with the first, which was not sent yet. */
  readonly again: readonly PlannedEdit[]
  readonly commands: readonly PlannedCommand[]
  readonly tag: PlannedTag
  readonly devices: readonly PlannedDevice[]
  /** A device the plan leaves alone, whose status is changed at the server. */
  readonly watched: { readonly id: string; readonly name: string }
}

const EDITS_IN_PANEL = 20
const EDITS_TOGETHER = 5
const COMMANDS = 2
export const EDITS = EDITS_IN_PANEL + EDITS_TOGETHER

const PLACES = [
  'north entrance',
  'main hall, left',
  'main hall, right',
  'information point',
  'lift lobby, level 3',
  'staff corridor',
  'upper gallery',
  'east stairs',
  'taxi rank',
  'meeting point',
] as const

/** Spread over the whole fleet, and the same for the same fleet. */
export function makePlan(devices: readonly EntityRecord[], playlists: readonly EntityRecord[]): Plan {
  const sorted = [...devices].sort((a, b) => (a.id < b.id ? -1 : 1))
  const least = EDITS + COMMANDS + 1
  if (sorted.length < least) throw new Error(`the demo needs ${least} devices; the fleet has ${sorted.length}`)
  const tag = planTag(sorted)
  const together = new Set(tag.devices.map((device) => device.id))
  const others = sorted.filter((device) => !together.has(device.id))
  const step = Math.max(1, Math.floor((others.length - 1) / EDITS_IN_PANEL))
  const chosen = others.filter((_, index) => index % step === 0).slice(0, EDITS_IN_PANEL)
  const names = playlists.map((playlist) => ({ id: playlist.id, name: String(playlist.data['name']) }))
  const [left, ...rest] = others.filter((device) => !chosen.includes(device))
  if (left === undefined) throw new Error('the demo left no device to watch')
  const edits = chosen.map((device, index) => planEdit(device, index, names))
  return {
    edits,
    again: planAgain(edits),
    commands: rest.slice(-COMMANDS).map((device) => ({ deviceId: device.id, deviceName: nameOf(device) })),
    tag,
    devices: planDevices(String(left.data['site'])),
    watched: { id: left.id, name: nameOf(left) },
  }
}

function nameOf(device: EntityRecord): string {
  return String(device.data['name'])
}

function planEdit(
  device: EntityRecord,
  index: number,
  playlists: readonly { readonly id: string; readonly name: string }[],
): PlannedEdit {
  const base = { deviceId: device.id, deviceName: nameOf(device) }
  const place = PLACES[index % PLACES.length] ?? ''
  const location = `${place[0]?.toUpperCase()}${place.slice(1)}`
  const name = `${String(device.data['site'])}, ${place}`
  const tags = [...(device.data['tags'] as string[]), 'inspected']
  const playlist = playlists.filter(({ id }) => id !== device.data['playlistId'])[index % (playlists.length - 1)]
  switch (index % 5) {
    case 0:
      return { ...base, texts: { Location: location }, playlistName: null, expected: { location } }
    case 1:
      return { ...base, texts: { Name: name }, playlistName: null, expected: { name } }
    case 2:
      return { ...base, texts: { Tags: tags.join(', ') }, playlistName: null, expected: { tags } }
    case 3:
      return {
        ...base,
        texts: {},
        playlistName: playlist?.name ?? null,
        expected: { playlistId: playlist?.id ?? null },
      }
    default:
      return {
        ...base,
        texts: { Name: name, Location: location },
        playlistName: null,
        expected: { name, location },
      }
  }
}

/** One value that is overwritten, and one that goes beside the other. */
function planAgain(edits: readonly PlannedEdit[]): PlannedEdit[] {
  const withLocation = edits.find(({ expected }) => 'location' in expected)
  const withName = edits.find(({ expected }) => 'name' in expected && !('location' in expected))
  const location = 'Service corridor'
  return [withLocation, withName].flatMap((edit) =>
    edit === undefined
      ? []
      : [
          {
            deviceId: edit.deviceId,
            deviceName: edit.texts.Name ?? edit.deviceName,
            texts: { Location: location },
            playlistName: null,
            expected: { ...edit.expected, location },
          },
        ],
  )
}

function planTag(sorted: readonly EntityRecord[]): PlannedTag {
  const bySite = Map.groupBy(sorted, (device) => String(device.data['site']))
  const found = [...bySite].find(([, devices]) => devices.length >= EDITS_TOGETHER)
  if (found === undefined) throw new Error(`no site has ${EDITS_TOGETHER} devices`)
  const [site, devices] = found
  const tag = 'night-mode'
  return {
    site,
    tag,
    devices: devices.slice(0, EDITS_TOGETHER).map((device) => ({
      id: device.id,
      name: nameOf(device),
      expected: { tags: [...(device.data['tags'] as string[]), tag] },
    })),
  }
}

function planDevices(site: string): PlannedDevice[] {
  return [
    { name: 'Welcome wall', location: 'Ticket hall', model: 'Panorama 98', serial: 'DEMO-0001' },
    { name: 'Service point totem', location: 'Service point', model: 'Totem 32', serial: 'DEMO-0002' },
  ].map(({ name, location, model, serial }) => ({
    texts: { Name: name, Site: site, Location: location, Model: model, Serial: serial },
    expected: { name, site, location, model, serial, tags: [], playlistId: null },
  }))
}
