import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OutpostError } from '#shared/errors/result.ts'
import { EMPTY_LAYER, layerFromRecord, type SettingsLayer } from '../../../src/main/config/layers.ts'
import { SettingsFile, type SettingsStorage } from '../../../src/main/config/settings-file.ts'
import { SettingsService } from '../../../src/main/config/settings-service.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outpost-settings-'))
  file = join(folder, 'settings.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function open(policy: SettingsLayer = EMPTY_LAYER, storage?: SettingsStorage): Promise<SettingsService> {
  return SettingsService.open({
    storage: storage ?? new SettingsFile(file, () => 1_700_000_000_000),
    policy,
    environment: EMPTY_LAYER,
    logger: silentLogger,
  })
}

async function fileContent(): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'))
}

describe('SettingsService', () => {
  it('starts with the defaults and writes nothing by itself', async () => {
    const settings = await open()
    expect(settings.values.tenant).toBe('main')
    expect(settings.current().problems).toEqual([])
    expect(await readdir(folder)).toEqual([])
  })

  it('keeps only what was set explicitly, and finds it after a restart', async () => {
    await (await open()).update({ theme: 'light', maxReconnectAttempts: null })
    expect(await fileContent()).toEqual({ theme: 'light', maxReconnectAttempts: null })
    const again = await open()
    expect(again.values.theme).toBe('light')
    expect(again.current().sources['theme']).toBe('settings')
    expect(again.current().sources['tenant']).toBe('default')
  })

  it('hands a setting back to the policy with { inherit: true }', async () => {
    const policy = layerFromRecord(new Map([['theme', 'dark']]), 'The policy file', true)
    const settings = await open(policy)
    await settings.update({ theme: 'light' })
    const effective = await settings.update({ theme: { inherit: true } })
    expect(effective.values.theme).toBe('dark')
    expect(effective.sources['theme']).toBe('policy')
    expect(await fileContent()).toEqual({})
  })

  it('changes nothing that the administrator has locked, and nothing beside it', async () => {
    const policy = layerFromRecord(new Map([['theme', 'dark']]), 'The policy file', true)
    const locks = { names: new Set(['theme'] as const), file: '/etc/policy.json' }
    const settings = await open({ ...policy, locks })
    for (const value of ['light', { inherit: true }]) {
      const update = settings.update({ density: 'comfortable', theme: value })
      await expect(update).rejects.toMatchObject({ code: 'invalid-setting', message: /locked by your administrator/ })
    }
    expect(settings.values).toMatchObject({ theme: 'dark', density: 'compact' })
  })

  it.each([
    ['deviceViews', []],
    ['deviceLayout', { columns: null, density: 'compact' }],
    ['sites', null],
    ['startPage', 'devices'],
  ] as const)('does not let %s be changed where it is locked, whoever asks', async (name, value) => {
    const locks = { names: new Set([name]), file: '/etc/policy.json' }
    const settings = await open({ ...EMPTY_LAYER, locks })
    await expect(settings.update({ [name]: value })).rejects.toMatchObject({ code: 'invalid-setting', field: name })
    await expect(settings.update({ theme: 'light', [name]: value })).rejects.toMatchObject({ field: name })
    expect(settings.values.theme).toBe('system')
    expect(await readdir(folder)).toEqual([])
  })

  it('refuses a wrong value with the setting at fault and changes nothing', async () => {
    const settings = await open()
    const refused = settings.update({ theme: 'light', requestTimeoutMs: 1 })
    await expect(refused).rejects.toMatchObject({ code: 'invalid-setting', field: 'requestTimeoutMs' })
    expect(settings.values.theme).toBe('system')
    expect(await readdir(folder)).toEqual([])
  })

  it.each(['nonsense', '__proto__', 'constructor'])('refuses the unknown setting %j', async (name) => {
    const refused = (await open()).update(Object.fromEntries([[name, true]]))
    await expect(refused).rejects.toMatchObject({ code: 'invalid-setting', field: name })
  })

  it('tells listeners after saving, until they end their subscription', async () => {
    const settings = await open()
    const themes: string[] = []
    const end = settings.onChanged(({ values }) => themes.push(values.theme))
    await settings.update({ theme: 'dark' })
    end()
    await settings.update({ theme: 'light' })
    expect(themes).toEqual(['dark'])
  })

  it('keeps names of a newer version in the file', async () => {
    await writeFile(file, JSON.stringify({ fromTheFuture: { a: 1 }, tenant: 'north' }))
    const settings = await open()
    expect(settings.current().problems).toEqual([])
    await settings.update({ theme: 'dark' })
    expect(await fileContent()).toEqual({ fromTheFuture: { a: 1 }, tenant: 'north', theme: 'dark' })
  })

  it('uses the default for one wrong value and reports it', async () => {
    await writeFile(file, JSON.stringify({ demoDevices: 'many', tenant: 'north' }))
    const settings = await open()
    expect(settings.values).toMatchObject({ demoDevices: 1_000, tenant: 'north' })
    expect(settings.current().problems).toHaveLength(1)
  })

  it.each(['', '{"theme":"da', '[]', 'null', '\u0000\u0000'])(
    'sets a damaged file (%j) aside and starts',
    async (text) => {
      await writeFile(file, text)
      const settings = await open()
      expect(settings.values.theme).toBe('system')
      expect(settings.current().problems[0]).toContain('settings.corrupt-1700000000000.json')
      expect(await readFile(join(folder, 'settings.corrupt-1700000000000.json'), 'utf8')).toBe(text)
      await settings.update({ theme: 'dark' })
      expect(await fileContent()).toEqual({ theme: 'dark' })
    },
  )

  it('starts when the settings file is a folder', async () => {
    await mkdir(file)
    expect((await open()).current().problems).toHaveLength(1)
  })

  it('loses no change of two updates at the same time', async () => {
    const settings = await open()
    await Promise.all([settings.update({ theme: 'dark' }), settings.update({ tenant: 'north' })])
    expect(await fileContent()).toEqual({ theme: 'dark', tenant: 'north' })
  })

  it('stays as it was when the change cannot be saved, and accepts the next one', async () => {
    let isBroken = true
    const settings = await open(EMPTY_LAYER, {
      load: async () => ({ entries: new Map(), problems: [] }),
      save: async () => {
        if (isBroken) throw new Error('EROFS')
      },
    })
    await expect(settings.update({ theme: 'dark' })).rejects.toBeInstanceOf(OutpostError)
    expect(settings.values.theme).toBe('system')
    isBroken = false
    await expect(settings.update({ theme: 'dark' })).resolves.toMatchObject({ values: { theme: 'dark' } })
  })
})

describe('a policy that is replaced while the console runs', () => {
  it('is in force at once, and says which settings have another value', async () => {
    const settings = await open(layerFromRecord(new Map([['theme', 'dark']]), 'The policy file', true))
    const told: string[][] = []
    settings.onChanged(({ policy }) => told.push([...policy.changed]))
    const next = layerFromRecord(new Map<string, unknown>(Object.entries({ theme: 'light', kiosk: true })), 'It', true)
    settings.replacePolicy({ ...next, locks: { names: new Set(['kiosk']), file } })
    expect(told).toEqual([['theme', 'kiosk']])
    expect(settings.current()).toMatchObject({ values: { theme: 'light', kiosk: true }, policy: { revision: 1 } })
    await expect(settings.update({ kiosk: false })).rejects.toMatchObject({ code: 'invalid-setting', field: 'kiosk' })
    expect((await settings.update({ density: 'comfortable' })).policy).toMatchObject({ revision: 1 })
    settings.replacePolicy(EMPTY_LAYER)
    expect(settings.current()).toMatchObject({ values: { theme: 'system', kiosk: false }, locks: [] })
  })

  it('leaves to nobody what only a policy sets', async () => {
    const settings = await open()
    await expect(settings.update({ allowedExports: [] })).rejects.toMatchObject({ field: 'allowedExports' })
  })
})
