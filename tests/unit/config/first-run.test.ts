import { describe, expect, it } from 'vitest'
import { isFirstRun } from '../../../src/main/config/first-run.ts'
import { EMPTY_LAYER, layerFromRecord, resolveSettings } from '../../../src/main/config/layers.ts'

function startOf(places: { settings?: object; policy?: object; environment?: object }, isUnattended = false): boolean {
  const layer = (record: object = {}) => layerFromRecord(new Map(Object.entries(record)), 'The file', true)
  const effective = resolveSettings({
    settings: layer(places.settings),
    policy: layer(places.policy),
    environment: layer(places.environment),
  })
  return isFirstRun(effective, isUnattended)
}

describe('the first run of a profile', () => {
  it('is one in which nobody has set anything', () => {
    expect(
      isFirstRun(resolveSettings({ settings: EMPTY_LAYER, policy: EMPTY_LAYER, environment: EMPTY_LAYER }), false),
    ).toBe(true)
  })

  it('is still one when the environment or a policy only says how it looks', () => {
    expect(startOf({ environment: { theme: 'dark' }, policy: { density: 'comfortable' } })).toBe(true)
  })

  it.each([
    ['something was set here', { settings: { theme: 'dark' } }],
    ['the environment names the server', { environment: { serverUrl: 'https://fleet.example.org' } }],
    ['a policy names the tenant', { policy: { tenant: 'north' } }],
    ['the settings could not be read', { settings: { theme: 7 } }],
  ])('is over when %s', (_what, places) => {
    expect(startOf(places)).toBe(false)
  })

  it('is none while nobody sits in front of it', () => {
    expect(startOf({}, true)).toBe(false)
  })
})
