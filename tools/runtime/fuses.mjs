import { readFileSync, writeFileSync } from 'node:fs'
import { ToolError } from './errors.mjs'

/** Marks the place of the fuse wire in every Electron executable: then its version, its length and one letter a fuse. */
const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const WIRE_VERSION = 1
const ON = '1'.charCodeAt(0)
const OFF = '0'.charCodeAt(0)
const REMOVED = 'r'.charCodeAt(0)

/** How Electron is released: run-as-node, cookie encryption, NODE_OPTIONS, inspector, asar integrity, only asar, V8 snapshot, file privileges. */
const STOCK_WIRE = [ON, OFF, ON, ON, OFF, OFF, OFF, ON]

/**
 * Sets the fuses of an Electron executable to those it is released with.
 *
 * @param {string} executable
 */
export function resetFuses(executable) {
  const bytes = readFileSync(executable)
  const position = bytes.indexOf(SENTINEL)
  if (position === -1)
    throw new ToolError(`${executable} is no Electron executable: remove the cache folder and start again.`)
  const wire = position + SENTINEL.length
  if (bytes[wire] !== WIRE_VERSION) throw new ToolError(`${executable} has fuses of an unknown version ${bytes[wire]}.`)
  const length = bytes[wire + 1] ?? 0
  for (let index = 0; index < Math.min(length, STOCK_WIRE.length); index += 1) {
    const place = wire + 2 + index
    if (bytes[place] !== REMOVED) bytes[place] = STOCK_WIRE[index] ?? OFF
  }
  writeFileSync(executable, bytes)
}
