import type { Stretch } from '#shared/domain/alarm-stretches.ts'

export interface StretchRow {
  readonly start: number
  readonly counts: Buffer
  readonly slots: Buffer
  readonly waits: Buffer
}

/** The numbers as they lie in memory: a database stays on the PC that made it. */
export function bytesOf(numbers: Uint32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}

export function stretchOfRow({ start, counts, slots, waits }: StretchRow): Stretch {
  return { start, counts: numbersOf(counts), slots: numbersOf(slots), waits: numbersOf(waits) }
}

/** Bytes from SQLite may begin anywhere; numbers must begin at a multiple of their size. */
function numbersOf(bytes: Buffer): Uint32Array {
  const whole = bytes.byteLength - (bytes.byteLength % Uint32Array.BYTES_PER_ELEMENT)
  if (bytes.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0)
    return new Uint32Array(bytes.buffer, bytes.byteOffset, whole / Uint32Array.BYTES_PER_ELEMENT)
  return new Uint32Array(new Uint8Array(bytes).slice(0, whole).buffer)
}
