import { DEVICE_STATUSES, type DeviceStatus } from './device-status.ts'
import type { OperationState } from './operation.ts'

/*
 * What a window is and what it shows. No schema code here: the first screen of every window needs this file. The
 * schemas are in window.ts.
 */

/** `console`: the whole console. `page`: one page without the rail. `wall`: for a screen that is looked at from afar. */
export const WINDOW_KINDS = ['console', 'page', 'wall'] as const
export type WindowKind = (typeof WINDOW_KINDS)[number]

/** In the order of the navigation. */
export const PAGES = [
  'overview',
  'devices',
  'health',
  'pending',
  'conflicts',
  'attention',
  'playlists',
  'schedules',
  'content',
  'analytics',
  'wallboards',
  'performance',
  'settings',
  'help',
] as const
export type Page = (typeof PAGES)[number]

const DIGITS = 10

/** The keys that go to a page: Alt with 1 to 9, then 0, as keyboards have them; for the pages behind those, Shift as well. */
export function pageKeys(page: Page): string {
  const place = PAGES.indexOf(page)
  return `${place < DIGITS ? 'Alt' : 'Alt Shift'} ${(place + 1) % DIGITS}`
}

/** The page of a digit that is pressed with Alt. `code` is the place on the keyboard: with Shift it writes no digit. */
export function pageOfKey({ code, shiftKey }: { readonly code: string; readonly shiftKey: boolean }): Page | undefined {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  const keys = `${shiftKey ? 'Alt Shift' : 'Alt'} ${digit}`
  return digit === undefined ? undefined : PAGES.find((page) => pageKeys(page) === keys)
}

/** Pages that a console may open on. */
export const START_PAGES = [
  'overview',
  'devices',
  'health',
  'pending',
  'conflicts',
  'attention',
  'playlists',
  'schedules',
  'content',
  'analytics',
  'wallboards',
] as const satisfies readonly Page[]
export type StartPage = (typeof START_PAGES)[number]

export const OPERATION_SCOPES = ['pending', 'device', 'history'] as const
/**
 * What the Pending operations page lists: what the server has not taken, what devices have not confirmed, what is over. On
 * Conflicts and Health `pending` is all that is open, whatever was searched for there before.
 */
export type OperationScope = (typeof OPERATION_SCOPES)[number]

/** What a page is asked to show first: a device, an alarm, a thing of another page, an operation, operations in one state, some of the devices. */
export interface Target {
  readonly deviceId?: string | undefined
  readonly alarmId?: string | undefined
  readonly playlistId?: string | undefined
  readonly scheduleId?: string | undefined
  /** Of one that is kept on this PC alone: `local:` and the name of its file. */
  readonly boardId?: string | undefined
  /** Boards that a wall shows in turn, as `boardsText` writes them. */
  readonly boards?: string | undefined
  readonly contentId?: string | undefined
  readonly operationKey?: string | undefined
  readonly scope?: OperationScope | undefined
  readonly state?: OperationState | undefined
  /** Devices of one place, and in one state. */
  readonly site?: string | undefined
  readonly status?: DeviceStatus | undefined
  /** A view of the devices, devices of one group, and those that a search finds; also conflicts and waiting changes. */
  readonly view?: string | undefined
  readonly memberOf?: string | undefined
  readonly search?: string | undefined
  /** A guide of the Help page, a section or a setting of the Settings page, a view of the Performance page. */
  readonly topic?: string | undefined
}

/** Where a window stands. It is the fragment of its address, so that a page that is loaded again is where it was. */
export interface WindowRoute {
  readonly kind: WindowKind
  readonly page: Page
  readonly target: Target
}

/** Where nobody has said anything else; the setting `startPage` may. */
export const HOME_ROUTE: WindowRoute = { kind: 'console', page: 'overview', target: {} }

/** What a new window of a kind shows of a place. A wall is about everything, unless it is one that shows boards. */
export function targetFor(kind: WindowKind, page: Page, place: Target): Target {
  return kind === 'page' || (kind === 'wall' && page === 'wallboards') ? place : {}
}

const NAMES = [
  'deviceId',
  'alarmId',
  'playlistId',
  'scheduleId',
  'boardId',
  'boards',
  'contentId',
  'operationKey',
  'scope',
  'state',
  'site',
  'status',
  'view',
  'memberOf',
  'search',
  'topic',
] as const
const MAX_TEXT_LENGTH = 200
/** More boards are not picked for one wall: with half a minute for each, nobody waits for the last. */
export const MAX_PICKED_BOARDS = 50
export const MAX_BOARDS_LENGTH = 20_000

/** The ids of boards, in the order in which they are to be shown. At most MAX_PICKED_BOARDS. */
export function boardsText(ids: readonly string[]): string {
  return ids.map((id) => encodeURIComponent(id)).join()
}

/** What `boardsText` was made of; what cannot be read is left out. */
export function boardsOf(text: string): readonly string[] {
  return text
    .split(',', MAX_PICKED_BOARDS)
    .map((part) => decoded(part) ?? '')
    .filter((id) => id !== '')
}

/** `#/devices` for the console, `#/wall/devices` for a window of another kind, with what is shown as the query. */
export function formatRoute({ kind, page, target }: WindowRoute): string {
  const text = NAMES.flatMap((name) => {
    const value = target[name]
    return value === undefined ? [] : `${name}=${encodeURIComponent(value)}`
  }).join('&')
  return `#/${kind === 'console' ? '' : `${kind}/`}${page}${text === '' ? '' : `?${text}`}`
}

/** The route of a fragment. What it does not know is left out: an address is no more than a wish. */
export function parseRoute(fragment: string): WindowRoute {
  const [path = '', query = ''] = fragment.replace(/^#?\/?/, '').split('?', 2)
  const words = path.split('/')
  const kind = oneOf(WINDOW_KINDS, words.length > 1 ? words[0] : undefined) ?? 'console'
  const page = oneOf(PAGES, words.at(-1)) ?? HOME_ROUTE.page
  return { kind, page, target: targetOf(query) }
}

function targetOf(query: string): Target {
  const values = new Map(query.split('&').map(namedValue))
  const text = (name: string, longest = MAX_TEXT_LENGTH): string | undefined => {
    const value = values.get(name)
    return value === '' || (value?.length ?? 0) > longest ? undefined : value
  }
  return {
    ...given('deviceId', text('deviceId')),
    ...given('alarmId', text('alarmId')),
    ...given('playlistId', text('playlistId')),
    ...given('scheduleId', text('scheduleId')),
    ...given('boardId', text('boardId')),
    ...given('boards', text('boards', MAX_BOARDS_LENGTH)),
    ...given('contentId', text('contentId')),
    ...given('operationKey', text('operationKey')),
    ...given('scope', oneOf(OPERATION_SCOPES, text('scope'))),
    // The schema of window.ts checks the name; a page lists nothing for a state that does not exist.
    ...given('state', text('state') as OperationState | undefined),
    ...given('site', text('site')),
    ...given('status', oneOf(DEVICE_STATUSES, text('status'))),
    ...given('view', text('view')),
    ...given('memberOf', text('memberOf')),
    ...given('search', text('search')),
    ...given('topic', text('topic')),
  }
}

/** Nothing at all for what is not there: a target is compared as a whole. */
function given<N extends keyof Target>(name: N, value: Target[N]): Pick<Target, N> | Record<never, never> {
  return value === undefined ? {} : { [name]: value }
}

function namedValue(part: string): [string, string | undefined] {
  const [name = '', value = ''] = part.split('=', 2)
  return [name, decoded(value)]
}

/** Undefined: nothing that was encoded. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function oneOf<T extends string>(known: readonly T[], word: string | undefined): T | undefined {
  return known.find((one) => one === word)
}
