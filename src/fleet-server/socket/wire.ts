import type { Socket } from 'socket.io'

/** What the server needs of the layers below Socket.IO, which has no public types for it. */
interface LowLevelTransport {
  readonly socket?: {
    readonly bufferedAmount?: number
    readonly terminate?: () => void
    readonly _socket?: {
      cork: () => void
      uncork: () => void
      pause: () => void
      resume: () => void
      destroy: () => void
    }
  }
}

/** What `send` of the library passes on to a WebSocket without looking at it. */
interface FramedOptions {
  readonly wsPreEncodedFrame: readonly Buffer[]
}

interface WaitingPacket {
  readonly data?: unknown
  readonly options?: Partial<FramedOptions>
}

/**
 * Sends packets that are encoded already, after everything sent before. `frames` are the same packets as WebSocket
 * frames: a console that polls gets the packets, because it may have another transport when they leave.
 */
export function writePackets(socket: Socket, packets: readonly string[], frames: Buffer): void {
  const { conn } = socket
  if (conn.transport.name === 'websocket') {
    const options: FramedOptions = { wsPreEncodedFrame: [frames] }
    conn.write('', options as object)
    return
  }
  for (const packet of packets) conn.write(packet)
}

/** Bytes that wait for a slow console: in the queue of its connection and in its socket. */
export function bufferedBytes(socket: Socket): number {
  let bytes = transportOf(socket).socket?.bufferedAmount ?? 0
  const { writeBuffer } = socket.conn as unknown as { readonly writeBuffer: readonly WaitingPacket[] }
  for (const { data, options } of writeBuffer) {
    if (typeof data === 'string' || Buffer.isBuffer(data)) bytes += data.length
    for (const frame of options?.wsPreEncodedFrame ?? []) bytes += frame.length
  }
  return bytes
}

/** Ends a connection at once, with everything that waits in it. A close by the book would first send all of that. */
export function cutOff(socket: Socket): void {
  transportOf(socket).socket?.terminate?.()
  socket.conn.close(true)
}

/** Lets nothing through in either direction, and leaves the connection open. */
export function silence(socket: Socket): void {
  const raw = transportOf(socket).socket?._socket
  raw?.pause()
  raw?.cork()
}

/** Ends `silence`: what waited goes out. */
export function unsilence(socket: Socket): void {
  const raw = transportOf(socket).socket?._socket
  raw?.uncork()
  raw?.resume()
}

function transportOf(socket: Socket): LowLevelTransport {
  return socket.conn.transport as unknown as LowLevelTransport
}
