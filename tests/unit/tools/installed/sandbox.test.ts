import { describe, expect, it } from 'vitest'
import { type JailedProcess, jailOf, sandboxFaults } from '../../../../tools/installed/sandbox.ts'

const UID = 1_001
const browser: JailedProcess = {
  pid: 10,
  type: 'browser',
  uid: UID,
  seccomp: 0,
  hasNoNewPrivileges: false,
  capabilities: '0000000000000000',
  isInOwnNamespace: false,
  isWithoutSandbox: false,
}
const renderer: JailedProcess = {
  ...browser,
  pid: 11,
  type: 'renderer',
  seccomp: 2,
  hasNoNewPrivileges: true,
  isInOwnNamespace: true,
}

describe('the sandbox of the installed program', () => {
  it('is on when a page is locked in and nobody else asks for less', () => {
    expect(sandboxFaults([browser, renderer], UID)).toEqual([])
  })

  it.each([
    ['system calls are not filtered', { seccomp: 0 }],
    ['rights can be gained', { hasNoNewPrivileges: false }],
    ['there are capabilities', { capabilities: '0000000000200000' }],
    ['the users are those of the PC', { isInOwnNamespace: false }],
    ['it was started without', { isWithoutSandbox: true }],
    ['it runs as root', { uid: 0 }],
  ])('is off when for a page %s', (_what, change) => {
    expect(sandboxFaults([browser, { ...renderer, ...change }], UID)).toHaveLength(1)
  })

  it('is not told to be on before there is a page', () => {
    expect(sandboxFaults([browser], UID)).toEqual(['there is no process that draws a page'])
  })

  it.runIf(process.platform === 'linux')('is read from the kernel: this process has no filter of Chromium', () => {
    expect(jailOf(process.pid)).toContainEqual(
      expect.objectContaining({ pid: process.pid, type: 'browser', isInOwnNamespace: false, isWithoutSandbox: false }),
    )
  })
})
