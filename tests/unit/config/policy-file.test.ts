import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_LAYER, resolveSettings, SETTING_NAMES, type SettingsLayer } from '../../../src/main/config/layers.ts'
import { PolicyCopyFile } from '../../../src/main/config/policy-copy.ts'
import { choosePolicy, defaultPolicyPath, readPolicyLayer } from '../../../src/main/config/policy-file.ts'

let folder: string
let file: string
let copy: PolicyCopyFile
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outpost-policy-'))
  file = join(folder, 'policy.json')
  copy = new PolicyCopyFile(join(folder, 'policy-copy.json'), true)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function read(isExplicit = true): Promise<SettingsLayer> {
  return readPolicyLayer({ file, isExplicit, ignored: null }, copy)
}

async function readText(text: string): Promise<SettingsLayer> {
  await writeFile(file, text)
  return read()
}

const effectOf = (policy: SettingsLayer) => resolveSettings({ settings: EMPTY_LAYER, policy, environment: EMPTY_LAYER })

describe('the policy file', () => {
  it('is looked for where administrators deploy files', () => {
    expect(defaultPolicyPath('linux', {})).toBe('/etc/outpost-console/policy.json')
    expect(defaultPolicyPath('win32', { ProgramData: 'D:\\Data' })).toBe('D:\\Data\\Outpost Console\\policy.json')
    expect(defaultPolicyPath('darwin', {})).toBe('/Library/Application Support/Outpost Console/policy.json')
  })

  it('of this PC cannot be got around by naming another one', async () => {
    const machine = join(folder, 'machine.json')
    expect(choosePolicy(machine, file)).toEqual({ file, isExplicit: true, ignored: null })
    symlinkSync(join(folder, 'nowhere'), machine)
    const place = choosePolicy(machine, file)
    expect(place).toEqual({ file: machine, isExplicit: false, ignored: file })
    expect((await readPolicyLayer(place, copy)).problems.at(-1)).toContain(`${file} was not read`)
  })

  it('sets what it names', async () => {
    const layer = await readText('\uFEFF{"$comment":"north","tenant":"north","autoConnect":false}')
    expect(Object.fromEntries(layer.values)).toEqual({ tenant: 'north', autoConnect: false })
    expect(layer.problems).toEqual([])
    expect(layer.policy).toEqual({ state: 'in-force', file, problems: [] })
  })

  it('may be missing, unless it was asked for by name', async () => {
    expect((await read(false)).problems).toEqual([])
    expect((await read(true)).problems).toHaveLength(1)
  })

  it('locks the settings it lists, and with an address the list of sites that would lead around it', async () => {
    const { locks, problems } = await readText('{"serverUrl":"https://fleet.example.org","$locked":["serverUrl"]}')
    expect([...(locks?.names ?? [])].sort()).toEqual(['serverUrl', 'sites', 'tenant'])
    expect(locks?.file).toBe(file)
    expect(problems).toEqual([])
  })

  it('locks everything that it names with true, and nothing without a word', async () => {
    const locked = await readText('{"theme":"dark","density":"compact","$locked":true}')
    expect([...(locked.locks?.names ?? [])]).toEqual(['theme', 'density'])
    expect((await readText('{"theme":"dark"}')).locks).toBeUndefined()
  })

  it('has a template that names existing settings only', async () => {
    const template = join(import.meta.dirname, '../../../resources/policy.template.json')
    const layer = await readPolicyLayer({ file: template, isExplicit: true, ignored: null }, copy)
    expect(layer.problems).toEqual([])
    expect([...layer.values.keys()].every((name) => SETTING_NAMES.includes(name))).toBe(true)
  })
})

describe('slips in a policy', () => {
  it('are told with their place, and the rest is in force', async () => {
    const { values, policy, problems } = await readText(
      '{\n  "theme": "drak",\n  "tennant": "north",\n  "kiosk": true,\n  "kiosk": false\n}',
    )
    expect(Object.fromEntries(values)).toEqual({ kiosk: false })
    expect(policy?.problems).toMatchObject([
      { name: 'kiosk', line: 5, column: 3 },
      { name: 'theme', line: 2, column: 3 },
      { name: null, line: 3, column: 3 },
    ])
    expect(problems[0]).toContain('“kiosk” is there twice')
    expect(problems[1]).toContain('"dark"|"light"')
    expect(problems[2]).toBe(`The policy file ${file} (line 3, column 3): “tennant” is no setting. Is “tenant” meant?`)
  })

  it('of a locked setting leave it locked, as delivered', async () => {
    const effective = effectOf(await readText('{"theme":"drak","$locked":["theme"]}'))
    expect([effective.values.theme, effective.locks]).toEqual(['system', ['theme']])
  })

  it.each([
    ['["tennant", "theme"]', ['theme'], '“tennant”, which is no setting'],
    ['"theme"', ['theme', 'density'], 'all that the file names is locked'],
    ['{}', ['theme', 'density'], 'all that the file names is locked'],
  ])('in locks such as %s lock no less than was meant', async (locked, names, told) => {
    const layer = await readText(`{"theme":"dark","density":"compcat","$locked":${locked}}`)
    expect([...(layer.locks?.names ?? [])].toSorted()).toEqual([...names].toSorted())
    expect(layer.problems.join(' ')).toContain(told)
  })

  it.each([
    ['["report-pdf", "report-pfd"]', ['report-pdf']],
    ['"none"', []],
    ['[]', []],
  ])('in allowed exports such as %s allow no more than was understood', async (text, allowed) => {
    const effective = effectOf(await readText(`{"allowedExports":${text}}`))
    expect(effective.values.allowedExports).toEqual(allowed)
    expect(effective.locks).toEqual(['allowedExports'])
  })
})

describe('a policy that cannot be read', () => {
  const BROKEN: readonly (readonly [string, () => unknown, string])[] = [
    ['no JSON', () => writeFile(file, 'tenant=north'), '(line 1, column 1): it is not valid JSON: a value is expected'],
    ['an empty file', () => writeFile(file, ''), '(line 1, column 1): it is not valid JSON: the file ends too early'],
    ['a list', () => writeFile(file, '[1]'), 'it holds no JSON object'],
    ['a text that is too large', () => writeFile(file, `{"tenant":"${'n'.repeat(2_000_000)}"}`), '2000013 bytes'],
    ['a folder', () => mkdir(file), 'it is a folder'],
    ['a link to itself', () => symlinkSync(file, file), 'it is a link that leads to itself'],
    ['a link to nothing', () => symlinkSync(join(folder, 'nowhere'), file), 'a link to a file that does not exist'],
    ['what no disk gives out', () => symlinkSync('/proc/self/mem', file), 'the disk cannot read it'],
    ['a pipe', () => void execFileSync('mkfifo', [file]), 'it is no ordinary file'],
  ]

  it.each(BROKEN)('because it is %s is told, with its file', async (_what, make, told) => {
    await make()
    const layer = await read(false)
    expect(layer.policy).toMatchObject({ state: 'unreadable', file })
    expect(layer.problems).toMatchObject([expect.stringContaining(told)])
    expect(layer.problems[0]).toContain(file)
  })

  it('lets nothing be changed, and holds to what it said when it could be read', async () => {
    await readText('{"theme":"dark","allowedExports":["ledger"],"$locked":["theme"]}')
    const effective = effectOf(await readText('{"theme":"dark",'))
    expect(effective.values).toMatchObject({ theme: 'dark', allowedExports: ['ledger'] })
    expect(effective.locks.toSorted()).toEqual(SETTING_NAMES.toSorted())
    expect(effective.lockedBy).toBe(file)
  })

  it('allows nothing to be written into files when nobody knows what it ever said', async () => {
    expect(effectOf(await readText('{')).values.allowedExports).toEqual([])
  })

  it('does not go by what another file said', async () => {
    await readText('{"theme":"dark"}')
    file = join(folder, 'other.json')
    expect(effectOf(await readText('{')).values.theme).toBe('system')
  })

  it('is forgotten when it is taken away', async () => {
    await readText('{"theme":"dark"}')
    await rm(file)
    expect(effectOf(await read(false)).locks).toEqual([])
    expect(effectOf(await readText('{')).values.theme).toBe('system')
  })

  it('is not copied by whoever only reads', async () => {
    copy = new PolicyCopyFile(join(folder, 'policy-copy.json'), false)
    await readText('{"theme":"dark"}')
    await expect(readFile(join(folder, 'policy-copy.json'))).rejects.toThrow('ENOENT')
  })
})
