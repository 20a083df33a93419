import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { connectClient } from '../../support/fleet-server.ts'

const UTILITY = fileURLToPath(new URL('../../../src/fleet-server/utility.ts', import.meta.url))
const PORT = new URL('./parent-port.ts', import.meta.url).href

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

async function start(options: object): Promise<{ child: ChildProcess; message: Record<string, unknown> }> {
  const child = fork(UTILITY, [JSON.stringify(options)], { execArgv: ['--import', PORT], stdio: 'ignore' })
  children.push(child)
  const [message] = (await once(child, 'message')) as [Record<string, unknown>]
  return { child, message }
}

describe('the embedded demo site', () => {
  it('says where it listens, serves consoles, and ends when told', async () => {
    const { child, message } = await start({ devices: 5, port: 1, host: '0.0.0.0' })
    expect(message).toMatchObject({ ready: true, tenant: 'main' })
    const address = { url: String(message['url']), token: String(message['token']), tenant: 'main' }
    expect(address.url).toMatch(/^http:\/\/127\.0\.0\.1:\d{4,5}$/)
    const client = await connectClient(address)
    expect(client.welcome.site.name).toBe('Demo site')
    child.send({ stop: true })
    await once(child, 'exit')
    expect([child.exitCode, await client.disconnected]).toEqual([0, 'io server disconnect'])
  })

  it('says why it does not start', async () => {
    const { child, message } = await start({ devices: 5, data: '/dev/null/nowhere' })
    expect(message).toMatchObject({ ready: false })
    expect(String(message['message'])).toMatch(/\/dev\/null\/nowhere/)
    child.disconnect()
    await once(child, 'exit')
    expect(child.exitCode).toBe(1)
  })
})
