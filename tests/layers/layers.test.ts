import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkLayers } from '../../tools/layers/check.mjs'
import { PROJECT_ROOT } from '../../tools/runtime/paths.mjs'

type Files = Readonly<Record<string, string>>

const MANIFEST = {
  imports: { '#shared/*': './src/shared/*', '#sqlite/*': './src/sqlite/*' },
  dependencies: { 'better-sqlite3': '1', zod: '1', electron: '1', 'socket.io-client': '1', react: '1' },
}

/** A small tree that keeps every rule; the tests plant one thing in it. */
const CLEAN: Files = {
  'src/shared/domain/id.ts': `import { z } from 'zod'\nexport const id = z.string()\nexport type Id = string`,
  'src/sqlite/open.ts': `import Database from 'better-sqlite3'\nexport const open = (file: string) => new Database(file)`,
  'src/main/index.ts': `import { App } from './bootstrap/app.ts'\nnew App().run()`,
  'src/main/bootstrap/app.ts': `import { Outbox } from '../outbox/outbox.ts'\nexport class App { run() { return new Outbox() } }`,
  'src/main/platform/clock.ts': `export const now = () => Date.now()\nexport class Emitter {}`,
  'src/main/platform/service.ts': `export interface Service { run(): void }`,
  'src/main/database/store.ts': `import { open } from '#sqlite/open.ts'\nexport class Store { file = open('a') }`,
  'src/main/outbox/outbox.ts': `import type { Store } from '../database/store.ts'\nimport { Emitter } from '../platform/clock.ts'\nimport type { Service } from '../platform/service.ts'\nexport class Outbox implements Service { store?: Store; emitter = new Emitter(); run() {} }`,
  'src/main/inbound/feed-port.ts': `export interface FeedPort { open(): void }`,
  'src/main/delivery/server-port.ts': `export class DeliveryError extends Error {}`,
  'src/main/connection/link.ts': `import { Manager } from 'socket.io-client'\nimport { DeliveryError } from '../delivery/server-port.ts'\nexport const link = [Manager, new DeliveryError()]`,
  'src/main/ipc/handlers.ts': `import { ipcMain } from 'electron'\nimport type { Outbox } from '../outbox/outbox.ts'\nexport const handle = (outbox: Outbox) => ipcMain.handle('x', () => outbox.run())`,
  'src/preload/index.ts': `import { ipcRenderer } from 'electron'\nimport type { Id } from '#shared/domain/id.ts'\nconst send = async (id: Id) => ipcRenderer.send((await import('#shared/domain/id.ts')).id.parse(id))\nvoid send('a')`,
  'src/renderer/app/time.ts': `export const later = (task: () => void) => setTimeout(task, 1)`,
  'src/renderer/stores/devices.ts': `export const devices = []`,
  'src/renderer/features/alerts/list.tsx': `import { Button } from '../../components/Button.tsx'\nimport './list.css'\nexport const List = () => Button`,
  'src/renderer/features/alerts/list.css': `a {}`,
  'src/renderer/features/devices/grid.tsx': `export const Grid = () => null`,
  'src/renderer/components/Button.tsx': `import { memo } from 'react'\nexport const Button = memo(() => new Date(0).getTime() + Math.max(1, 2) + performance.mark('a').startTime)`,
  'src/fleet-server/cli.ts': `import { open } from '#sqlite/open.ts'\nopen('b')`,
}

const roots: string[] = []

function plant(files: Files): readonly { path: string; rule: string }[] {
  const root = mkdtempSync(join(tmpdir(), 'layers-'))
  roots.push(root)
  const all: Files = { ...CLEAN, ...files, 'package.json': JSON.stringify(MANIFEST) }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return checkLayers(root).violations
}

function rulesBrokenBy(files: Files): readonly string[] {
  return [...new Set(plant(files).map(({ rule }) => rule))]
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

describe('the layer rules', () => {
  it('accept a tree that keeps them', () => {
    expect(plant({})).toEqual([])
  })

  it('are kept by this project', () => {
    const { violations, fileCount } = checkLayers(PROJECT_ROOT)
    expect(violations).toEqual([])
    expect(fileCount).toBeGreaterThan(0)
  })
})

const IMPORT_CASES: readonly [rule: string, path: string, text: string][] = [
  ['shared-is-a-leaf', 'src/shared/bad.ts', `import { now } from '../main/platform/clock.ts'\nexport { now as later }`],
  ['shared-is-a-leaf', 'src/shared/bad.ts', `import { memo } from 'react'\nexport const a = memo`],
  ['sqlite-is-a-leaf', 'src/sqlite/bad.ts', `import { id } from '#shared/domain/id.ts'\nexport const a = id`],
  [
    'renderer-imports-only-shared',
    'src/renderer/app/bad.ts',
    `import { open } from '#sqlite/open.ts'\nexport const a = open`,
  ],
  [
    'renderer-imports-only-shared',
    'src/renderer/app/bad.ts',
    `import type { Outbox } from '../../main/outbox/outbox.ts'\nexport type A = Outbox`,
  ],
  [
    'preload-imports-only-shared',
    'src/preload/bad.ts',
    `import { devices } from '../renderer/stores/devices.ts'\nexport const a = devices`,
  ],
  [
    'main-imports-no-other-process',
    'src/main/windows/bad.ts',
    `import { devices } from '../../renderer/stores/devices.ts'\nexport const a = devices`,
  ],
  [
    'main-imports-no-other-process',
    'src/main/windows/bad.ts',
    `export const a = () => import('../../preload/index.ts')`,
  ],
  [
    'fleet-server-imports-only-shared-and-sqlite',
    'src/fleet-server/bad.ts',
    `import { now } from '../main/platform/clock.ts'\nexport const a = now`,
  ],
  [
    'main-folder-edges',
    'src/main/inbound/bad.ts',
    `import { link } from '../connection/link.ts'\nexport const a = link`,
  ],
  [
    'main-folder-edges',
    'src/main/delivery/bad.ts',
    `import type { link } from '../connection/link.ts'\nexport type A = typeof link`,
  ],
  ['main-folder-edges', 'src/main/outbox/bad.ts', `import { open } from '#sqlite/open.ts'\nexport const a = open`],
  [
    'main-folder-edges',
    'src/main/connection/bad.ts',
    `import type { Store } from '../database/store.ts'\nexport type A = Store`,
  ],
  [
    'main-folder-edges',
    'src/main/outbox/bad.ts',
    `import { handle } from '../ipc/handlers.ts'\nexport const a = handle`,
  ],
  ['main-folder-edges', 'src/main/ipc/bad.ts', `import { Outbox } from '../outbox/outbox.ts'\nexport const a = Outbox`],
  ['main-folder-edges', 'src/main/index.ts', `import { handle } from './ipc/handlers.ts'\nhandle`],
  [
    'only-bootstrap-constructs',
    'src/main/delivery/bad.ts',
    `import { Outbox } from '../outbox/outbox.ts'\nexport const a = new Outbox()`,
  ],
  [
    'only-bootstrap-constructs',
    'src/main/outbox/bad.ts',
    `import { Outbox } from './outbox.ts'\nexport const a = new Outbox()`,
  ],
  ['vendor-fence', 'src/main/outbox/bad.ts', `import { app } from 'electron'\nexport const a = app`],
  ['vendor-fence', 'src/renderer/app/bad.ts', `import type { App } from 'electron'\nexport type A = App`],
  ['vendor-fence', 'src/main/database/bad.ts', `import Database from 'better-sqlite3'\nexport const a = Database`],
  ['vendor-fence', 'src/main/inbound/bad.ts', `import { Manager } from 'socket.io-client'\nexport const a = Manager`],
  ['vendor-fence', 'src/main/outbox/bad.ts', `import { jsx } from 'react/jsx-runtime'\nexport const a = jsx`],
  ['vendor-fence', 'src/renderer/app/bad.ts', `import { join } from 'node:path'\nexport const a = join`],
  ['vendor-fence', 'src/shared/bad.ts', `import { join } from 'path'\nexport const a = join`],
  ['raw-ipc', 'src/main/windows/bad.ts', `import { ipcMain } from 'electron'\nexport const a = ipcMain`],
  ['undeclared-dependency', 'src/main/outbox/bad.ts', `import pad from 'left-pad'\nexport const a = pad`],
  [
    'features-are-strangers',
    'src/renderer/features/alerts/bad.tsx',
    `import { Grid } from '../devices/grid.tsx'\nexport const a = Grid`,
  ],
  [
    'components-know-no-store',
    'src/renderer/components/Bad.tsx',
    `import { devices } from '../stores/devices.ts'\nexport const a = devices`,
  ],
  [
    'components-know-no-store',
    'src/renderer/components/Bad.tsx',
    `import { Grid } from '../features/devices/grid.tsx'\nexport const a = Grid`,
  ],
  ['no-cycle', 'src/shared/domain/id.ts', `import type { A } from './other.ts'\nexport type B = A`],
  ['no-barrel', 'src/shared/all.ts', `export { id } from './domain/id.ts'`],
  ['no-barrel', 'src/shared/all.ts', `export * from './domain/id.ts'\nexport const own = 1`],
  ['no-default-export', 'src/shared/bad.ts', `export default 1`],
  ['no-any', 'src/shared/bad.ts', `export const a = (value: any) => value as number`],
  ['no-todo', 'src/shared/bad.ts', `// TODO: later\nexport const a = 1`],
  ['no-todo', 'src/shared/bad.ts', `/* FIXME */\nexport const a = 1`],
  ['unresolved-import', 'src/shared/bad.ts', `import { a } from './nowhere.ts'\nexport const b = a`],
  ['unresolved-import', 'src/shared/bad.ts', `import { id } from './domain/id'\nexport const b = id`],
  ['unresolved-import', 'src/main/outbox/bad.ts', `import { id } from '#nothing/id.ts'\nexport const b = id`],
  ['unresolved-import', 'src/main/outbox/bad.ts', `import { id } from '/src/shared/domain/id.ts'\nexport const b = id`],
  ['vendor-fence', 'src/main/windows/bad.ts', `export { CONTENTS } from 'virtual:guide-contents'`],
  ['vendor-fence', 'src/renderer/app/bad.ts', `export const load = () => import('virtual:guide-texts')`],
  ['unresolved-import', 'src/renderer/app/bad.ts', `export const load = () => import('virtual:something')`],
  [
    'light-start',
    'src/renderer/app/entry.tsx',
    `import { CONTENTS } from 'virtual:guide-contents'\nexport const a = CONTENTS`,
  ],
  ['computed-import', 'src/main/outbox/bad.ts', `export const load = (name: string) => import(name)`],
  ['computed-import', 'src/main/outbox/bad.ts', `const electron = require('electron')\nexport const a = electron`],
  ['light-start', 'src/preload/index.ts', `import { id } from '#shared/domain/id.ts'\nid.parse('a')`],
  ['light-start', 'src/renderer/app/entry.tsx', `import { z } from 'zod'\nz.string()`],
  ['unknown-folder', 'src/main/helpers/bad.ts', `export const a = 1`],
  ['unknown-folder', 'src/elsewhere/bad.ts', `export const a = 1`],
  ['unknown-file', 'src/main/outbox/bad.js', `export const a = 1`],
  ['syntax', 'src/shared/bad.ts', `export const = 1`],
]

describe('a planted breach is rejected', () => {
  it.each(IMPORT_CASES)('%s: %s — %s', (rule, path, text) => {
    const other: Files =
      rule === 'no-cycle' ? { 'src/shared/domain/other.ts': `import type { B } from './id.ts'\nexport type A = B` } : {}
    const found = plant({ ...other, [path]: text })
    expect(found.map((one) => one.rule)).toContain(rule)
  })
})

const USES_OF_TIME_AND_CHANCE = [
  'Date.now()',
  'new Date()',
  'Date()',
  "Date['now']()",
  'globalThis.Date.now()',
  'performance.now()',
  'Math.random()',
  'crypto.randomUUID()',
  'globalThis.crypto.getRandomValues(new Uint8Array(1))',
  'setTimeout(() => 1, 1)',
  'globalThis.setInterval(() => 1, 1)',
  'setImmediate(() => 1)',
  'AbortSignal.timeout(1)',
  '[1].map(setTimeout)',
  '(() => { const { now } = Date; return now() })()',
  '((clock = Date) => clock)()',
]

describe('time and chance', () => {
  it.each(USES_OF_TIME_AND_CHANCE)('are not read by a folder other than platform: %s', (expression) => {
    expect(rulesBrokenBy({ 'src/main/outbox/bad.ts': `export const a = ${expression}` })).toEqual(['time-and-chance'])
    expect(rulesBrokenBy({ 'src/main/platform/good.ts': `export const a = ${expression}` })).toEqual([])
  })

  it.each([
    `import { setTimeout as sleep } from 'node:timers/promises'\nexport const a = sleep`,
    `import { randomUUID } from 'node:crypto'\nexport const a = randomUUID`,
    `import * as crypto from 'node:crypto'\nexport const a = crypto`,
    `import { performance } from 'node:perf_hooks'\nexport const a = performance`,
  ])('are not imported either: %s', (text) => {
    expect(rulesBrokenBy({ 'src/main/outbox/bad.ts': text })).toEqual(['time-and-chance'])
  })

  it.each([
    `export const a = new Date(5).toISOString()`,
    `export const a = Date.UTC(2026, 1)`,
    `export const a = (value: unknown) => value instanceof Date`,
    `export const a = Math.max(1, 2)`,
    `export const a = { setTimeout: 1, now: 2 }`,
    `export const a = (clock: { setTimeout(): void }) => clock.setTimeout()`,
    `import { createHash } from 'node:crypto'\nexport const a = createHash('sha256')`,
    `import { monitorEventLoopDelay } from 'node:perf_hooks'\nexport const a = monitorEventLoopDelay()`,
  ])('are left alone where nothing reads a clock: %s', (text) => {
    expect(plant({ 'src/main/outbox/good.ts': text })).toEqual([])
  })
})
