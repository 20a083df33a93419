import type { AlertData, EntityRecord } from '#shared/domain/entities.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { type FleetServerProcess, startFleetServer } from '../support/fleet-server.ts'
import { test as base, expect } from './fixtures.ts'

/** As many devices of one place within ten minutes are one line. */
const FLOOD = 12

/** A fleet with some alarms, which changes only when the test says so. */
export const test = base.extend({
  server: async ({}, use) => {
    const server = await startFleetServer(['--devices', '600', '--site-name', 'Rhein-Main network'])
    await use(server)
    await server.stop()
  },
})

export { expect }

export const nameOf = ({ data }: EntityRecord): string => String(data['name'])

/** Three devices of the fleet, of three different names. */
export async function threeDevices(server: FleetServerProcess): Promise<[EntityRecord, EntityRecord, EntityRecord]> {
  const [one, two, three] = await server.entities('device')
  if (one === undefined || two === undefined || three === undefined) throw new Error('the fleet is too small')
  return [one, two, three]
}

export async function deviceAt(server: FleetServerProcess, id: string): Promise<EntityRecord['data']> {
  return (await server.entities('device')).find((one) => one.id === id)?.data ?? {}
}

export async function alarmAt(server: FleetServerProcess, id: string): Promise<AlertData | undefined> {
  return (await server.entities('alert')).find((one) => one.id === id)?.data as AlertData | undefined
}

/** What the devices of a place play, each playlist once. */
export async function playlistsAt(server: FleetServerProcess, place: string): Promise<unknown[]> {
  const there = (await server.entities('device')).filter(({ data }) => data['site'] === place)
  expect(there.length).toBeGreaterThan(1)
  return [...new Set(there.map(({ data }) => data['playlistId']))]
}

/** Many devices of one place are lost at once. Answers the ids of their alarms. */
export async function flood(server: FleetServerProcess, place: string): Promise<readonly string[]> {
  const there = (await server.entities('device')).filter(({ data }) => data['site'] === place).slice(0, FLOOD)
  expect(there).toHaveLength(FLOOD)
  const raised: string[] = []
  for (const { id } of there) {
    const { id: raisedId } = await server.switch('alarm', { deviceId: id, severity: 'high', kind: 'offline' })
    raised.push(String(raisedId))
  }
  return raised
}

/** The id of the alarm whose line is the active one. */
export async function activeAlarm(app: ConsoleApp): Promise<string> {
  const row = app.page.getByRole('grid', { name: 'Alarms' }).locator('[data-active]')
  return String(await row.getAttribute('data-alarm-id'))
}
