/** What a broken or newer server might send. Every console must count these and go on. */
const NONSENSE: readonly (readonly [name: string, payload: unknown])[] = [
  ['device:status-update', { channel: 7, sequence: 'one' }],
  ['device:status-update', null],
  ['entity:changed', { entityType: 'spaceship', record: [] }],
  ['playlist:updated', 'not an object'],
  ['health:alert', { sequence: -1, data: { acknowledged: 'maybe' } }],
  ['fleet:weather', { forecast: 'rain' }],
  ['schedule:executed', []],
]

/** Sends `count` rounds of nonsense to every console; returns the number of messages. */
export function sendMalformed(
  gateway: { readonly toAll: (name: string, payload: unknown) => void },
  tenant: string,
  count: number,
): number {
  for (let round = 0; round < count; round += 1) {
    for (const [name, payload] of NONSENSE) gateway.toAll(name, payload)
    // Right in shape, but of a channel nobody can have asked for.
    gateway.toAll('entity:changed', { channel: `${tenant}/nowhere`, sequence: 1, previous: 0, at: 0 })
  }
  return count * (NONSENSE.length + 1)
}
