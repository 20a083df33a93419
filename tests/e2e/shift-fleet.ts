import type { AlertData, EntityRecord } from '#shared/domain/entities.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { type FleetServerProcess, startFleetServer } from '../support/fleet-server.ts'
import { test as base, expect } from './fixtures.ts'

/** A whole shift, on a busy PC. */
const SHIFT_TIMEOUT_MS = 150_000
/** As many devices of one place within ten minutes are one line. */
const FLOOD = 12

/** How a command that waited too long reads. */
export const STALE = /Waited too long/

/** What the server has, and what happens there. */
export class ShiftFleet {
  readonly #server: FleetServerProcess

  constructor(server: FleetServerProcess) {
    this.#server = server
  }

  /** Three devices of the fleet, of three different names. */
  async threeDevices(): Promise<[EntityRecord, EntityRecord, EntityRecord]> {
    const [one, two, three] = await this.#server.entities('device')
    if (one === undefined || two === undefined || three === undefined) throw new Error('the fleet is too small')
    return [one, two, three]
  }

  async deviceAt(id: string): Promise<EntityRecord['data']> {
    return (await this.#server.entities('device')).find((one) => one.id === id)?.data ?? {}
  }

  async alarmAt(id: string): Promise<AlertData | undefined> {
    return (await this.#server.entities('alert')).find((one) => one.id === id)?.data as AlertData | undefined
  }

  /** What the devices of a place play, each playlist once. */
  async playlistsAt(place: string): Promise<unknown[]> {
    const there = await this.#devicesAt(place)
    expect(there.length).toBeGreaterThan(1)
    return [...new Set(there.map(({ data }) => data['playlistId']))]
  }

  /** Many devices of one place are lost at once. Answers the ids of their alarms. */
  async flood(place: string): Promise<readonly string[]> {
    const there = (await this.#devicesAt(place)).slice(0, FLOOD)
    expect(there).toHaveLength(FLOOD)
    const raised: string[] = []
    for (const { id: deviceId } of there) {
      const { id } = await this.#server.switch('alarm', { deviceId, severity: 'high', kind: 'offline' })
      raised.push(String(id))
    }
    return raised
  }

  async #devicesAt(place: string): Promise<EntityRecord[]> {
    return (await this.#server.entities('device')).filter(({ data }) => data['site'] === place)
  }
}

/** A fleet with some alarms, which changes only when the test says so. */
export const test = base.extend<{ readonly fleet: ShiftFleet }>({
  server: async ({}, use, info) => {
    info.setTimeout(SHIFT_TIMEOUT_MS)
    const server = await startFleetServer(['--devices', '600', '--site-name', 'Rhein-Main network'])
    await use(server)
    await server.stop()
  },
  fleet: async ({ server }, use) => use(new ShiftFleet(server)),
})

export { expect }

export const nameOf = ({ data }: EntityRecord): string => String(data['name'])

/** The id of the alarm whose line is the active one. */
export async function activeAlarm(app: ConsoleApp): Promise<string> {
  const row = app.page.getByRole('grid', { name: 'Alarms' }).locator('[data-active]')
  return String(await row.getAttribute('data-alarm-id'))
}
