import { expect, test } from './fixtures.ts'

interface Summary {
  readonly name: string
  readonly count: number
  readonly max: number | null
}

/** What no start is without. Figures by the minute come a minute later. */
const AT_ONCE = [
  ...['connection_rtt', 'queue_accept', 'queue_depth', 'queue_wait', 'server_attempt'],
  ...['event_painted', 'data_binding.feed', 'page_render.first', 'component_render.device_panel', 'bundle_size'],
  ...['ipc.operations', 'sqlite.commit', 'sqlite_bulk.load', 'memory_total'],
]

test('the console measures itself, from the storage to the painted event', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  const [device] = await server.entities('device')
  await app.edit(String(device?.data['name']), { Location: 'Behind the stairs' })
  await app.waitForPending(0)
  const read = async (): Promise<readonly Summary[]> =>
    ((await app.request('metrics:read', {})) as { value: { metrics: Summary[] } }).value.metrics
  const missing = async (): Promise<string[]> => {
    const known = (await read()).filter(({ count }) => count > 0).map(({ name }) => name)
    return AT_ONCE.filter((name) => !known.includes(name))
  }
  await expect.poll(missing, { timeout: 30_000 }).toEqual([])
  const largest = new Map((await read()).map(({ name, max }) => [name, max ?? 0]))
  expect(largest.get('bundle_size')).toBeGreaterThan(100_000)
  expect(largest.get('event_painted')).toBeLessThan(10_000)
})
