// A server that speaks the least of the protocol and sends status reports as fast as a console takes them. Prints its port.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import type { EntityRecord } from '../../../src/shared/domain/entities.ts'
import type { Welcome } from '../../../src/shared/protocol/handshake.ts'
import { MAX_PAGE, PROTOCOL_MAX } from '../../../src/shared/protocol/version.ts'
import { fleetRecords } from '../intents.ts'
import { FLOOD_CHANNEL, FLOOD_TENANT, floodPlanSchema, statusReport } from './flood.ts'

/** The socket's buffer is kept filled, no more: what waits longer is memory, not speed. */
const MAX_WAITING_PACKETS = 2_000
const SLICE_EVENTS = 500

const { devices } = floodPlanSchema.parse(JSON.parse(process.argv[2] ?? '{}'))
const records = fleetRecords(devices)
let head = devices

/** `GET /flood?events=N` sends so many to every console that is connected, and answers when they are on their way. */
const http = createServer((request, response) => {
  const events = Number(new URL(request.url ?? '/', 'http://flood').searchParams.get('events'))
  const sockets = [...io.sockets.sockets.values()]
  void Promise.all(sockets.map((socket) => flood(socket, events))).then(() => response.end())
})
const io = new Server(http, { perMessageDeflate: false, serveClient: false })
io.on('connection', (socket) => {
  socket.emit('welcome', welcome())
  socket.on('ping', (_request, answer: Answer) => answer(good({ serverTime: Date.now() })))
  socket.on('channel:subscribe', ({ channel }: { channel: string }, answer: Answer) =>
    answer(good({ channel, last: head })),
  )
  socket.on('sync:snapshot', ({ page }: { page: string | null }, answer: Answer) => answer(good(snapshotPage(page))))
  socket.on('sync:changes', (_request, answer: Answer) =>
    answer(good({ epoch: 'flood', events: [], hasMore: false, head })),
  )
})
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (http.address() as AddressInfo).port })}\n`)
})

type Answer = (reply: object) => void

function good(value: object): object {
  return { ok: true, value }
}

function welcome(): Welcome {
  return {
    protocol: PROTOCOL_MAX,
    serverTime: Date.now(),
    server: { name: 'flood', version: '0' },
    site: { id: 'flood', name: 'Flood' },
    tenant: FLOOD_TENANT,
    user: { id: 'user-1', name: 'Operator', role: 'operator' },
    tokenExpiresAt: null,
    capabilities: ['delta-feed'],
    channels: [FLOOD_CHANNEL],
    epoch: 'flood',
    head,
    resume: 'snapshot',
    limits: { messageBytes: 1_048_576, batchOperations: 100, lookupKeys: 100, page: MAX_PAGE },
  }
}

function snapshotPage(page: string | null): object {
  const start = Number(page ?? '0')
  const part: EntityRecord[] = records.slice(start, start + MAX_PAGE)
  const end = start + part.length
  return { epoch: 'flood', sequence: head, total: devices, records: part, nextPage: end < devices ? String(end) : null }
}

/** Single events, as many as the transport takes at a time. */
async function flood(socket: Socket, events: number): Promise<void> {
  const { conn } = socket
  for (let sent = 0; sent < events; ) {
    const end = Math.min(events, sent + SLICE_EVENTS)
    for (; sent < end; sent++) {
      head++
      socket.emit('device:status-update', statusReport(head, devices))
    }
    while (socket.connected && waitingOf(conn) > MAX_WAITING_PACKETS) await drained(conn)
    await new Promise((resolve) => setImmediate(resolve))
  }
  socket.emit('flood:done', { head })
}

type Connection = Socket['conn']

function waitingOf(conn: Connection): number {
  return (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length
}

function drained(conn: Connection): Promise<void> {
  return new Promise((resolve) => conn.once('drain', () => resolve()))
}
