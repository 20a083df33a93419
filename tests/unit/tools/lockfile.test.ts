import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { missingOptionalPackages, platformOf } from '../../../tools/runtime/lockfile.mjs'
import { inProject } from '../../../tools/runtime/paths.mjs'

describe('the lock file', () => {
  const text = readFileSync(inProject('package-lock.json'), 'utf8')

  it('describes the optional packages of every platform, so that it can be installed on each', () => {
    expect(missingOptionalPackages(JSON.parse(text))).toEqual([])
  })

  it('names no registry', () => {
    expect(text).not.toContain('"resolved": "http')
  })
})

describe('an optional package', () => {
  it('is missing when neither its parent’s folder nor one above has it', () => {
    const lock = {
      packages: {
        'node_modules/a': { dev: true, optionalDependencies: { 'a-linux-x64': '1.0.0', 'b-linux-x64': '1.0.0' } },
        'node_modules/b-linux-x64': {},
        'node_modules/a/node_modules/c': { optionalDependencies: { 'a-linux-x64': '2.0.0' } },
      },
    }
    expect(missingOptionalPackages(lock)).toEqual([
      { name: 'a-linux-x64', version: '1.0.0', isDevelopment: true },
      { name: 'a-linux-x64', version: '2.0.0', isDevelopment: false },
    ])
  })

  it('tells its platform by its name', () => {
    expect(platformOf('@biomejs/cli-linux-arm64-musl')).toEqual({ cpu: ['arm64'], libc: ['musl'], os: ['linux'] })
    expect(platformOf('@oxlint/binding-linux-arm-gnueabihf')).toEqual({ cpu: ['arm'], libc: ['glibc'], os: ['linux'] })
    expect(platformOf('@oxlint/binding-win32-x64-msvc')).toEqual({ cpu: ['x64'], os: ['win32'] })
    expect(platformOf('left-pad')).toBeNull()
  })
})
