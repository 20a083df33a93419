import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { chooseTargets, TARGETS } from '../../../../tools/package/targets.mjs'
import { inProject } from '../../../../tools/runtime/paths.mjs'
import { readYaml, validatePackaging } from '../../../support/yaml.ts'

const step = z.looseObject({ uses: z.string().optional(), run: z.string().optional() })
const workflowSchema = z.looseObject({
  name: z.string(),
  on: z.looseObject({}),
  permissions: z.looseObject({}),
  jobs: z.record(
    z.string(),
    z.looseObject({
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      needs: z.union([z.string(), z.array(z.string())]).optional(),
      steps: z.array(step).min(1),
    }),
  ),
})

const WORKFLOWS = readdirSync(inProject('.github/workflows'))
const workflow = (name: string) => workflowSchema.parse(readYaml(`.github/workflows/${name}`))
const stepsOf = (name: string) => Object.values(workflow(name).jobs).flatMap(({ steps }) => steps)

describe('the packager’s configuration', () => {
  const configuration = z.looseObject({}).parse(readYaml('electron-builder.yml'))

  it('is one that the packager takes', async () => {
    await expect(validatePackaging(configuration)).resolves.toBeUndefined()
  })

  it('is checked for mistakes: a wrong word is not taken', async () => {
    await expect(validatePackaging({ ...configuration, nsis: { oneKlick: true } })).rejects.toThrow(
      /configuration\.nsis/,
    )
  })

  it('keeps every fuse of the hardened program', () => {
    expect(configuration['electronFuses']).toMatchObject({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
    expect(configuration['asar']).toBe(true)
  })

  it('installs on Windows for everybody and for one person, and leaves what people have', () => {
    expect(configuration['nsis']).toMatchObject({ oneClick: false, perMachine: false, deleteAppDataOnUninstall: false })
  })

  it('packs nothing but the built program and the native package, without maps', () => {
    expect(configuration['files']).toEqual(
      expect.arrayContaining(['out/main/**', '!out/**/*.map', '!node_modules/**/*']),
    )
  })

  it('has the icons and the scripts that it names', () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
      expect(existsSync(inProject(`resources/icons/${size}x${size}.png`))).toBe(true)
    for (const name of ['after-install.sh', 'after-remove.sh']) {
      const file = inProject('resources/linux', name)
      expect(spawnSync('sh', ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
      // The packager takes every dollar sign with a brace for one of its own words.
      const words = [...readFileSync(file, 'utf8').matchAll(/\$\{([^}]+)\}/g)].map((match) => match[1])
      expect(words.filter((word) => word !== 'sanitizedProductName' && word !== 'executable')).toEqual([])
    }
  })
})

describe('the workflows', () => {
  it.each(WORKFLOWS)('%s is a workflow', (name) => {
    expect(Object.keys(workflow(name).jobs).length).toBeGreaterThan(0)
  })

  it.each(WORKFLOWS)('%s names a major version of every action', (name) => {
    const used = stepsOf(name).flatMap(({ uses }) => (uses === undefined ? [] : [uses]))
    expect(used.filter((action) => !/^actions\/[a-z-]+@v\d+$/.test(action))).toEqual([])
  })

  it.each(WORKFLOWS)('%s runs only scripts that the project has', (name) => {
    const { scripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { scripts: object }
    const lines = stepsOf(name).flatMap(({ run }) => (run === undefined ? [] : [run]))
    const names = lines.flatMap((line) => [...line.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? ''))
    expect(names.filter((script) => !(script in scripts))).toEqual([])
  })

  it.each(WORKFLOWS)('%s writes no secret into a command line', (name) => {
    const lines = stepsOf(name).flatMap(({ run }) => (run === undefined ? [] : [run]))
    expect(lines.filter((line) => line.includes('secrets.'))).toEqual([])
  })

  it('make every package of a release', () => {
    const { jobs } = workflow('release.yml')
    const matrix = z
      .looseObject({
        strategy: z.looseObject({
          matrix: z.looseObject({ include: z.array(z.looseObject({ targets: z.string() })) }),
        }),
      })
      .parse(jobs['package']).strategy.matrix.include
    const targets = matrix.flatMap((entry) => entry.targets.split(' '))
    expect(chooseTargets(targets).length).toBe(targets.length)
    expect(new Set([...targets, 'folder'])).toEqual(new Set(Object.keys(TARGETS)))
  })
})
