import type { Socket } from 'node:net'

/**
 * Counts the raw bytes of every TCP connection that one session uses, frames and handshakes included. A half-received
 * message already counts, so a slow link can be told from a dead one.
 */
export class TrafficMeter {
  readonly #sockets = new Set<Socket>()
  #received = 0
  #sent = 0

  follow(socket: Socket): void {
    if (this.#sockets.has(socket)) return
    this.#sockets.add(socket)
    socket.once('close', () => {
      if (!this.#sockets.delete(socket)) return
      this.#received += socket.bytesRead
      this.#sent += socket.bytesWritten
    })
  }

  get bytesReceived(): number {
    let total = this.#received
    for (const socket of this.#sockets) total += socket.bytesRead
    return total
  }

  get bytesSent(): number {
    let total = this.#sent
    for (const socket of this.#sockets) total += socket.bytesWritten
    return total
  }

  get openSockets(): number {
    return this.#sockets.size
  }

  /** Ends what is still open: a polite close waits for an answer that a dead link never gives. */
  destroySockets(): void {
    for (const socket of [...this.#sockets]) socket.destroy()
  }
}
