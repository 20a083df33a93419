import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SETTING_NAMES } from '../../../src/main/config/layers.ts'
import { defaultPolicyPath, readPolicyLayer } from '../../../src/main/config/policy-file.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outpost-policy-'))
  file = join(folder, 'policy.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the policy file', () => {
  it('is looked for where administrators deploy files', () => {
    expect(defaultPolicyPath('linux', {})).toBe('/etc/outpost-console/policy.json')
    expect(defaultPolicyPath('win32', { ProgramData: 'D:\\Data' })).toBe('D:\\Data\\Outpost Console\\policy.json')
    expect(defaultPolicyPath('darwin', {})).toBe('/Library/Application Support/Outpost Console/policy.json')
  })

  it('sets what it names', async () => {
    await writeFile(file, '\uFEFF{"$comment":"north","tenant":"north","autoConnect":false}')
    const layer = await readPolicyLayer(file, true)
    expect(Object.fromEntries(layer.values)).toEqual({ tenant: 'north', autoConnect: false })
    expect(layer.problems).toEqual([])
  })

  it('may be missing, unless it was asked for by name', async () => {
    expect((await readPolicyLayer(file, false)).problems).toEqual([])
    expect((await readPolicyLayer(file, true)).problems).toHaveLength(1)
  })

  it.each(['', 'tenant=north', '[1]'])('is ignored with a problem when it holds %j', async (text) => {
    await writeFile(file, text)
    const layer = await readPolicyLayer(file, false)
    expect(layer.values.size).toBe(0)
    expect(layer.problems).toHaveLength(1)
  })

  it('reports a name that is no setting', async () => {
    await writeFile(file, '{"tennant":"north"}')
    expect((await readPolicyLayer(file, false)).problems[0]).toContain('tennant')
  })

  it('locks the settings it lists, and with an address the list of sites that would lead around it', async () => {
    await writeFile(file, '{"theme":"dark","serverUrl":"https://fleet.example.org","$locked":["serverUrl"]}')
    const { locks, problems } = await readPolicyLayer(file, true)
    expect([...(locks?.names ?? [])].sort()).toEqual(['serverUrl', 'sites', 'tenant'])
    expect(locks?.file).toBe(file)
    expect(problems).toEqual([])
  })

  it('locks everything that it names with true, and nothing without a word', async () => {
    await writeFile(file, '{"theme":"dark","density":"compact","$locked":true}')
    expect([...((await readPolicyLayer(file, true)).locks?.names ?? [])]).toEqual(['theme', 'density'])
    await writeFile(file, '{"theme":"dark"}')
    expect((await readPolicyLayer(file, true)).locks).toBeUndefined()
  })

  it.each([
    ['["tennant"]', 'tennant'],
    ['"theme"', '$locked'],
  ])('says what is wrong with locks of %s', async (locked, named) => {
    await writeFile(file, `{"$locked":${locked}}`)
    expect((await readPolicyLayer(file, true)).problems).toMatchObject([expect.stringContaining(named)])
  })

  it('is not read when it is absurdly large', async () => {
    await writeFile(file, `{"tenant":"${'n'.repeat(2_000_000)}"}`)
    expect((await readPolicyLayer(file, false)).problems).toHaveLength(1)
  })

  it('has a template that names existing settings only', async () => {
    const template = join(import.meta.dirname, '../../../resources/policy.template.json')
    const layer = await readPolicyLayer(template, true)
    expect(layer.problems).toEqual([])
    expect([...layer.values.keys()].every((name) => SETTING_NAMES.includes(name))).toBe(true)
  })
})
