import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { boardOf, widgetOf } from '../../support/boards.ts'
import {
  connectClient,
  type FleetServerProcess,
  goodValue,
  operation,
  type PlainClient,
  startFleetServer,
  until,
} from '../../support/fleet-server.ts'

let server: FleetServerProcess
const clients: PlainClient[] = []

beforeAll(async () => {
  server = await startFleetServer(['--devices', '20', '--events-per-second', '0', '--edits-per-minute', '0'])
})
afterAll(() => server.stop())
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})

async function connect(capabilities: readonly string[]): Promise<PlainClient> {
  const client = await connectClient(server, { capabilities: [...capabilities] })
  clients.push(client)
  return client
}

const board = (entityId: string, fields: object = boardOf()) =>
  operation({ kind: 'create', entityType: 'wallboard', entityId, baseVersion: null, fields: { ...fields } } as never)

async function idsIn(client: PlainClient): Promise<string[]> {
  const ids: string[] = []
  let page: string | null = null
  do {
    const answer = goodValue(await client.request('sync:snapshot', { page, limit: 7 })) as {
      records: { id: string }[]
      nextPage: string | null
    }
    ids.push(...answer.records.map(({ id }) => id))
    page = answer.nextPage
  } while (page !== null)
  return ids
}

describe('wallboards at the server', () => {
  it('are told to a console that knows them, live, in what it missed and in a snapshot', async () => {
    const client = await connect(['wallboards'])
    expect(client.welcome.capabilities).toEqual(expect.arrayContaining(['wallboards', 'whole-feed']))
    await client.request('channel:subscribe', { channel: 'main/wallboards' })
    const since = client.welcome.head
    expect(await client.apply(board('brd_1'))).toMatchObject([{ outcome: 'applied', version: 1 }])
    await until('the board is heard of', () => client.events.some(({ name }) => name === 'entity:changed'))
    const { events } = goodValue(await client.request('sync:changes', { since, limit: 100 }))
    expect(events).toMatchObject([{ payload: { channel: 'main/wallboards', entityId: 'brd_1' } }])
    expect(await idsIn(client)).toContain('brd_1')
  })

  it('are kept from a console that could not read them, which misses nothing else', async () => {
    const author = await connect(['wallboards'])
    const old = await connect([])
    expect(old.welcome.channels).not.toContain('main/wallboards')
    expect(old.welcome.capabilities).not.toContain('whole-feed')
    const since = old.welcome.head
    const rename = {
      kind: 'update',
      entityType: 'device',
      entityId: 'device-00001',
      baseVersion: 1,
      fields: { name: 'A' },
    }
    await author.apply(board('brd_2'), operation(rename as never))
    const { events } = goodValue(await old.request('sync:changes', { since, limit: 100 }))
    expect(events).toMatchObject([{ payload: { entityId: 'device-00001' } }])
    const ids = await idsIn(old)
    expect(ids.filter((id) => id.startsWith('brd_'))).toEqual([])
    expect(await idsIn(author)).toEqual([...ids, ...(await idsIn(author)).filter((id) => id.startsWith('brd_'))])
  })

  it.each([
    ['an address that is none', boardOf([widgetOf('w', { options: { url: 'javascript:alert(1)' } })])],
    ['a field that nobody knows', { ...boardOf(), script: 'alert(1)' }],
    ['two widgets of one id', boardOf([widgetOf('a'), widgetOf('a')])],
    ['no page', { ...boardOf(), pages: [] }],
  ])('are refused with %s', async (_what, fields) => {
    const client = await connect(['wallboards'])
    const [result] = await client.apply(board('brd_bad', fields))
    expect(result).toMatchObject({ outcome: 'rejected' })
  })
})
