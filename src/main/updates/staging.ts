import { createHash } from 'node:crypto'
import type { Manifest } from './manifest.ts'

const ALL = 100
const RANGE = 2 ** 32

/**
 * Whether a PC has its turn: a share of them, the same ones as long as the version is the same, and others with the next one. Raising
 * the share takes no turn back.
 */
export function isWithinShare(
  { stagingPercentage, version }: Pick<Manifest, 'stagingPercentage' | 'version'>,
  machine: string,
): boolean {
  if (stagingPercentage === undefined || stagingPercentage >= ALL) return true
  const place = createHash('sha256').update(`${machine}\n${version}`).digest().readUInt32BE(0) / RANGE
  return place * ALL < stagingPercentage
}
