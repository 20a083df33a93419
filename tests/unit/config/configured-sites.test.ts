import { describe, expect, it } from 'vitest'
import { configuredSites } from '../../../src/main/config/configured-sites.ts'
import { EMPTY_LAYER, layerFromRecord, resolveSettings } from '../../../src/main/config/layers.ts'

const NORTH = { id: 'north', name: 'North', serverUrl: 'https://north.example/', tenant: 'main', isEnabled: true }
const SOUTH = { ...NORTH, id: 'south', serverUrl: 'https://south.example/' }

function sitesOf(places: { settings?: object; policy?: object; environment?: object }) {
  const layer = (record: object | undefined) => layerFromRecord(new Map(Object.entries(record ?? {})), 'The file', true)
  const effective = resolveSettings({
    settings: layer(places.settings),
    policy: layer(places.policy),
    environment: layer(places.environment),
  })
  return { sites: configuredSites(effective), problems: effective.problems }
}

describe('the sites of a console', () => {
  it('are the demo alone when nothing is said', () => {
    expect(resolveSettings({ settings: EMPTY_LAYER, policy: EMPTY_LAYER, environment: EMPTY_LAYER })).toBeTruthy()
    expect(sitesOf({}).sites).toMatchObject([{ id: 'main', serverUrl: null }])
  })

  it('are the one of the address where there is no list, as before there were lists', () => {
    const { sites } = sitesOf({ settings: { serverUrl: 'https://old.example', tenant: 'east' } })
    expect(sites).toEqual([{ id: 'main', name: '', serverUrl: 'https://old.example', tenant: 'east', isEnabled: true }])
  })

  it('are those of the list, also where the same place names an address', () => {
    const settings = { serverUrl: 'https://old.example', sites: [NORTH, SOUTH] }
    expect(sitesOf({ settings, environment: { serverUrl: 'https://other.example' } }).sites).toEqual([NORTH, SOUTH])
  })

  it('are what the place that comes first says, list or address', () => {
    const policy = { sites: [NORTH, SOUTH] }
    expect(sitesOf({ policy, environment: { serverUrl: 'https://other.example' } }).sites).toEqual([NORTH, SOUTH])
    const one = sitesOf({ settings: { serverUrl: 'https://own.example' }, policy })
    expect(one.sites).toMatchObject([{ serverUrl: 'https://own.example' }])
  })

  it.each([
    ['an id that is there twice', [NORTH, { ...SOUTH, id: 'north' }]],
    ['a place that is there twice, however it is written', [NORTH, { ...SOUTH, serverUrl: 'https://NORTH.example' }]],
    [
      'two demos',
      [
        { ...NORTH, serverUrl: null },
        { ...SOUTH, serverUrl: null, tenant: 'other' },
      ],
    ],
    ['no site at all', []],
    ['only sites that are switched off', [{ ...NORTH, isEnabled: false }]],
    ['an address that is not allowed', [{ ...NORTH, serverUrl: 'http://north.example' }]],
    ['a password in an address', [{ ...NORTH, serverUrl: 'https://me:hunter2@north.example' }]],
    ['an id that could leave its folder', [{ ...NORTH, id: '../north' }]],
  ])('are never a list with %s', (_what, sites) => {
    const answer = sitesOf({ settings: { sites } })
    expect(answer.sites).toMatchObject([{ id: 'main' }])
    expect(answer.problems).toHaveLength(1)
    expect(answer.problems[0]).not.toContain('hunter2')
  })
})
