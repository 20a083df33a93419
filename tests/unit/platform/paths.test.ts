import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ProfileUnusableError, prepareProfile, profilePaths } from '../../../src/main/platform/paths.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-profile-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the profile folder', () => {
  it('is made with everything in it, and leaves no probe behind', () => {
    const paths = prepareProfile(join(folder, 'new', 'profile'))
    expect(readdirSync(paths.root).toSorted()).toEqual(['database', 'logs'])
    expect(readdirSync(paths.databaseFolder)).toEqual([])
  })

  it.skipIf(process.platform === 'win32')('is for the user only', () => {
    expect(statSync(prepareProfile(join(folder, 'new')).root).mode & 0o077).toBe(0)
  })

  it('can be prepared again and again', () => {
    prepareProfile(folder)
    expect(() => prepareProfile(folder)).not.toThrow()
  })

  it('is always an absolute path', () => {
    expect(isAbsolute(profilePaths('profile').root)).toBe(true)
  })

  it('is refused with what can be done when it is a file', () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(() => prepareProfile(file)).toThrow(ProfileUnusableError)
    expect(() => prepareProfile(file)).toThrow(/OUTPOST_PROFILE_DIR/)
  })

  // The kernel's own file system takes no new files from anybody, which permissions cannot say when root runs the tests.
  it.runIf(process.platform === 'linux')('is refused when it cannot be written', () => {
    expect(() => prepareProfile('/proc/self')).toThrow(/cannot be written/)
  })
})
