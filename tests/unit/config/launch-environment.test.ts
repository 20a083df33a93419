import { describe, expect, it } from 'vitest'
import { parseLaunchEnvironment } from '../../../src/main/config/launch-environment.ts'

describe('parseLaunchEnvironment', () => {
  it('reads nothing from an empty environment', () => {
    expect(parseLaunchEnvironment({})).toEqual({
      token: null,
      profileDirectory: null,
      policyFile: null,
      printsReadyLine: false,
      isUnattended: false,
      isAtLogin: false,
      isSupervised: false,
      firstPaintPicture: null,
      updateStandIn: null,
    })
  })

  it('reads every variable, without blanks around it', () => {
    const launch = parseLaunchEnvironment({
      OUTPOST_TOKEN: ' abc\n',
      OUTPOST_PROFILE_DIR: '/data/profile',
      OUTPOST_POLICY_FILE: '/data/policy.json',
      OUTPOST_READY_LINE: '1',
      OUTPOST_FIRST_PAINT_PICTURE: '/data/first.png',
      OUTPOST_UPDATE_STAND_IN: '/data/handed-over',
    })
    expect(launch).toEqual({
      token: 'abc',
      profileDirectory: '/data/profile',
      policyFile: '/data/policy.json',
      printsReadyLine: true,
      isUnattended: false,
      isAtLogin: false,
      isSupervised: false,
      firstPaintPicture: '/data/first.png',
      updateStandIn: '/data/handed-over',
    })
  })

  it('does not take a token that no server could accept', () => {
    expect(parseLaunchEnvironment({ OUTPOST_TOKEN: 'x'.repeat(8_193) }).token).toBeNull()
  })
})
