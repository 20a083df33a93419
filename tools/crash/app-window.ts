import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { z } from 'zod'
import type { Intent } from '#shared/domain/operation.ts'
import type { Settings } from '#shared/domain/settings.ts'
import { replicaPageSchema } from '#shared/domain/view.ts'
import { buildIfStale } from '../runtime/build.mjs'
import { inProject } from '../runtime/paths.mjs'
import { prepareRuntime } from '../runtime/prepare.mjs'
import type { AcceptedOperation } from './evidence.ts'

const READY_TIMEOUT_MS = 60_000
const CLOSE_TIMEOUT_MS = 15_000

const resultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
])
const acceptedSchema = z.object({ operations: z.array(z.object({ key: z.string(), clientSequence: z.number() })) })
const entitiesSchema = z.array(z.object({ id: z.string() }))
const refusedSchema = z.object({
  operations: z.array(z.object({ lastError: z.object({ code: z.string() }).nullable() })),
})
const countsSchema = z.object({
  pending: z.number(),
  unknown: z.number(),
  mostUnknown: z.number(),
  mostPending: z.number(),
})
export type ShownCounts = z.infer<typeof countsSchema>

/** Runs in the window: follows what the status strip shows, however briefly. */
const WATCH_STRIP = `
  globalThis.shownCounts = { pending: 0, unknown: 0, mostUnknown: 0, mostPending: 0 }
  const look = () => {
    const shown = globalThis.shownCounts
    const read = (name) => Number(document.querySelector('[' + name + ']')?.getAttribute(name) ?? 0)
    shown.pending = read('data-pending-count')
    shown.unknown = read('data-unknown-count')
    shown.mostPending = Math.max(shown.mostPending, shown.pending)
    shown.mostUnknown = Math.max(shown.mostUnknown, shown.unknown)
  }
  const filter = ['data-pending-count', 'data-unknown-count']
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: filter })
  look()
`

/** The whole app, started for one test with a profile of its own. */
export class AppWindow {
  readonly #app: ElectronApplication
  readonly #page: Page
  readonly #profile: string
  readonly #dispose: () => Promise<void>

  private constructor(app: ElectronApplication, page: Page, profile: string, dispose: () => Promise<void>) {
    this.#app = app
    this.#page = page
    this.#profile = profile
    this.#dispose = dispose
  }

  /** Resolves when the window shows its first complete screen. */
  static async open(profile: string, token: string, settings: Partial<Settings>): Promise<AppWindow> {
    await buildIfStale()
    mkdirSync(profile, { recursive: true })
    writeFileSync(join(profile, 'settings.json'), JSON.stringify(settings))
    const runtime = await prepareRuntime()
    const given = { OUTPOST_PROFILE_DIR: profile, OUTPOST_TOKEN: token, OUTPOST_START_PAGE: 'devices' }
    const env = { ...runtime.env, ...given, OUTPOST_UNATTENDED: '1' }
    const app = await _electron.launch({
      executablePath: String(runtime.electronPath),
      args: [...runtime.args, inProject()],
      cwd: inProject(),
      env: Object.fromEntries(
        Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    })
    const page = await app.firstWindow()
    await page.waitForSelector('html[data-ready="true"]', { timeout: READY_TIMEOUT_MS, state: 'attached' })
    await page.evaluate(WATCH_STRIP)
    return new AppWindow(app, page, profile, () => runtime.dispose())
  }

  async deviceIds(): Promise<string[]> {
    const ids: string[] = []
    for (let page: string | null = null; ; ) {
      const value = replicaPageSchema.parse(await this.#request('replica:snapshot', { entityType: 'device', page }))
      ids.push(...entitiesSchema.parse(JSON.parse(value.entities)).map((entity) => entity.id))
      if (value.next === null) return ids
      page = value.next
    }
  }

  /** Through the window's own bridge, as the pages do it. */
  async enqueue(intents: readonly Intent[]): Promise<AcceptedOperation[]> {
    return acceptedSchema.parse(await this.#request('operations:enqueue', { intents })).operations
  }

  /** How many commands failed at their devices: they wait for a person, as the window shows them. */
  async failedAtDevice(): Promise<number> {
    const query = { scope: 'pending', states: ['quarantined'], offset: 0, limit: 1_000 }
    const { operations } = refusedSchema.parse(await this.#request('operations:list', query))
    return operations.filter(({ lastError }) => lastError?.code === 'device-failed').length
  }

  /** What the status strip shows, and the most it has shown. */
  async shown(): Promise<ShownCounts> {
    return countsSchema.parse(await this.#page.evaluate('globalThis.shownCounts'))
  }

  /** Ends the app as a person would. */
  async close(): Promise<void> {
    const process = this.#app.process()
    // An app that does not end must not keep the test from telling so.
    const timer = setTimeout(() => process.kill('SIGKILL'), CLOSE_TIMEOUT_MS)
    await this.#app.close()
    clearTimeout(timer)
    await this.#dispose()
  }

  /** The database of the one site this profile has. */
  get siteFile(): string {
    const files = readdirSync(this.#profile, { recursive: true, encoding: 'utf8' })
    const file = files.find((name) => name.endsWith('site.sqlite'))
    if (file === undefined) throw new Error(`there is no site's database in ${this.#profile}`)
    return join(this.#profile, file)
  }

  async #request(name: string, request: object): Promise<unknown> {
    const expression = `globalThis.outpost.request(${JSON.stringify(name)}, ${JSON.stringify(request)})`
    const result = resultSchema.parse(await this.#page.evaluate(expression))
    if (result.ok) return result.value
    throw new Error(`the app answered ${name} with ${result.error.code}: ${result.error.message}`)
  }
}
