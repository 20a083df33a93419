import { KEY_BYTES } from './key-bytes.ts'

/** In a column of differences: none. */
export const NEVER = -0x80000000

/** What is kept of every operation that waits. */
export const makeColumns = (rows: number) => ({
  sequence: new Float64Array(rows),
  key: new Uint8Array(rows * KEY_BYTES),
  createdAt: new Float64Array(rows),
  baseVersion: new Uint32Array(rows),
  up: new Float64Array(rows),
  /** Later than `createdAt` by this. */
  wall: new Int32Array(rows),
  /** Later than `wall` by this. */
  server: new Int32Array(rows),
  bytes: new Uint32Array(rows),
  boot: new Uint16Array(rows),
  fields: new Uint16Array(rows),
  user: new Uint16Array(rows),
  attempts: new Uint8Array(rows),
  lane: new Int32Array(rows),
  next: new Int32Array(rows),
  previous: new Int32Array(rows),
  kind: new Uint8Array(rows),
  state: new Uint8Array(rows),
  priority: new Uint8Array(rows),
})

/** Columns that a number may be too large for. */
export const NARROW = ['baseVersion', 'wall', 'server', 'attempts', 'boot', 'fields', 'user'] as const
