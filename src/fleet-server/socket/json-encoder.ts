import type { Server } from 'socket.io'
import { JsonText } from '../core/json-text.ts'

/** Socket.IO's types of packets that carry values without binary parts. */
const EVENT = 2
const ACKNOWLEDGEMENT = 3

/**
 * Teaches the server's encoder that it sends JSON only: it no longer searches every payload for binary parts, and takes
 * answers that are JSON already as they are.
 */
export function encodeJsonOnly(io: Server): void {
  const { encoder } = io
  const encode = encoder.encode.bind(encoder)
  encoder.encode = (packet) => {
    const { id, nsp } = packet
    const type: number = packet.type
    const data: unknown = packet.data
    if ((type !== EVENT && type !== ACKNOWLEDGEMENT) || nsp !== '/' || !Array.isArray(data))
      return encode(packet) as unknown[]
    return [`${type}${id ?? ''}[${data.map(textOfPart).join(',')}]`]
  }
}

/** Replies hold their value one step down. */
function textOfPart(part: unknown): string {
  if (typeof part === 'object' && part !== null && 'value' in part && part.value instanceof JsonText) {
    return `{"ok":true,"value":${part.value.text}}`
  }
  return part === undefined ? 'null' : JSON.stringify(part)
}
