// The layer rules of ARCHITECTURE.md, as data. Paths are relative to the checkout; a folder stands for all below it.

/** The worlds of `src` and what each may import of the others. */
export const WORLDS = /** @type {const} */ ({
  'src/shared': { imports: ['src/shared'], rule: 'shared-is-a-leaf' },
  'src/sqlite': { imports: ['src/sqlite'], rule: 'sqlite-is-a-leaf' },
  'src/renderer': { imports: ['src/renderer', 'src/shared'], rule: 'renderer-imports-only-shared' },
  'src/preload': { imports: ['src/preload', 'src/shared'], rule: 'preload-imports-only-shared' },
  'src/main': { imports: ['src/main', 'src/shared', 'src/sqlite'], rule: 'main-imports-no-other-process' },
  'src/fleet-server': {
    imports: ['src/fleet-server', 'src/shared', 'src/sqlite'],
    rule: 'fleet-server-imports-only-shared-and-sqlite',
  },
})

/**
 * The folders of the main process and which of the others each may import, besides `shared`. A folder that is not
 * named here may not exist.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const MAIN_FOLDERS = {
  platform: [],
  config: ['platform'],
  database: ['platform', 'sqlite'],
  outbox: ['database', 'platform'],
  replica: ['database', 'platform'],
  inbound: ['replica', 'platform'],
  delivery: ['outbox', 'replica', 'resilience', 'platform'],
  resilience: ['platform'],
  connection: ['resilience', 'platform'],
  archive: ['platform', 'sqlite'],
  telemetry: ['archive', 'database', 'platform'],
  reports: ['archive', 'database', 'telemetry', 'platform', 'sqlite'],
  headless: ['database', 'platform'],
  updates: ['platform'],
  boards: ['platform'],
  ipc: ['platform'],
  windows: ['config', 'platform'],
  bootstrap: [
    'platform',
    'config',
    'database',
    'outbox',
    'replica',
    'inbound',
    'delivery',
    'resilience',
    'connection',
    'archive',
    'telemetry',
    'reports',
    'headless',
    'updates',
    'boards',
    'ipc',
    'windows',
  ],
  index: ['bootstrap', 'platform'],
}

/** `ipc` may name the types of these, to say what it hands requests to; it gets the objects from bootstrap. */
export const TYPES_FOR_IPC = [
  'config',
  'database',
  'outbox',
  'replica',
  'inbound',
  'delivery',
  'connection',
  'archive',
  'telemetry',
  'reports',
]

/** Ports that `inbound` and `delivery` declare, with their errors, for `connection` to implement. */
export const PORTS_OF_CONNECTION = ['src/main/inbound/feed-port.ts', 'src/main/delivery/server-port.ts']

/**
 * Where a package may be used at all. The name stands for everything below it (`react` for `react/jsx-runtime`).
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const VENDOR_FENCES = {
  electron: ['src/main/index.ts', 'src/main/platform', 'src/main/ipc', 'src/main/windows', 'src/preload'],
  'better-sqlite3': ['src/sqlite'],
  'socket.io-client': ['src/main/connection'],
  'socket.io': ['src/fleet-server'],
  'electron-log': ['src/main/platform'],
  '@sentry/core': ['src/main/telemetry'],
  'electron-updater': ['src/main/updates'],
  cockatiel: ['src/main/resilience'],
  react: ['src/renderer'],
  'react-dom': ['src/renderer'],
  zustand: ['src/renderer'],
}

/** All that `shared` may import from outside `src`. */
export const SHARED_VENDORS = ['zod']

/** Parts that every window waits for, and what they may not read at once: schemas are long in being made, guides long. */
export const LIGHT_STARTS = {
  places: ['src/preload/index.ts', 'src/renderer/app/entry.tsx'],
  /** @type {readonly string[]} */
  without: ['zod', 'virtual:guide-contents', 'virtual:guide-texts'],
}

/** Node's own modules exist in these only. */
export const NODE_WORLDS = ['src/main', 'src/sqlite', 'src/fleet-server']

/** The only places that read time or chance. */
export const TIME_AND_CHANCE = ['src/main/platform', 'src/fleet-server/platform', 'src/renderer/app/time.ts']

/**
 * May import what is computed: a part of the page whose file could not be read is asked for under another address.
 *
 * @type {readonly string[]}
 */
export const COMPUTED_IMPORTS = ['src/renderer/app/fetch-anew.ts']

/**
 * Modules that are no files: the build makes them (tools/guides). They hold data and import nothing.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const MADE_BY_THE_BUILD = {
  'virtual:guide-contents': ['src/renderer'],
  'virtual:guide-texts': ['src/renderer/features/help'],
}

/** @type {Readonly<Record<string, readonly string[]>>} */
export const RAW_IPC = { ipcMain: ['src/main/ipc'], ipcRenderer: ['src/preload'] }

export const FEATURES = 'src/renderer/features'
export const COMPONENTS = 'src/renderer/components'
/** What a component gets as properties and never fetches itself. */
export const HIDDEN_FROM_COMPONENTS = ['src/renderer/stores', 'src/renderer/ipc', FEATURES]

/** @param {string} path @param {string} place a file or a folder */
export function isWithin(path, place) {
  return path === place || path.startsWith(`${place}/`)
}

/** @param {string} path @param {readonly string[]} places */
export function isWithinAny(path, places) {
  return places.some((place) => isWithin(path, place))
}
