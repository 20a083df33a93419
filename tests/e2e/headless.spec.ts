import { expect, test } from './fixtures.ts'
import { CommandLine } from '../support/command-line.ts'

test('smoke', async ({ start, profile, server, network, stick }) => {
  test.setTimeout(240_000)
  const app = await start()
  await app.waitForConnection('online')
  const line = new CommandLine(profile, { OUTPOST_SERVER_URL: network.url })
  const log = async (...args: string[]) => {
    const t = Date.now()
    const r = await line.run(...args)
    console.log('>', args.join(' '), r.code, Date.now() - t, 'ms\n', r.out.slice(0, 1500), r.err.slice(0, 600))
    return r
  }
  const [device] = await server.entities('device')
  network.set('refuse')
  await app.waitForConnection('offline')
  await log('queue', 'add', '--device', String(device?.id), '--set', 'name=From a script')
  await app.quit()
  const { cpSync } = await import('node:fs')
  cpSync(profile, '/tmp/h4x/prof2', { recursive: true })
})
