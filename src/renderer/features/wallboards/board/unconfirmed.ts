import type { Binding } from '#shared/board/document.ts'
import { DEVICE_SETS, readName } from '#shared/board/names.ts'

type Bindings = Readonly<Record<string, Binding>>

/**
 * How many of the devices that a widget shows have a change of ours which the server has not confirmed: of all devices, or of the
 * place, group or tag that it is about. Widgets that are about the same share what they follow.
 */
export function unconfirmedIn(bindings: Bindings): Bindings {
  const names = new Set(Object.values(bindings).flatMap((binding) => nameFor(binding) ?? []))
  return Object.fromEntries([...names].map((name) => [name, { $bind: name, $source: 'replica' }]))
}

function nameFor({ $source, $bind }: Binding): string | null {
  const name = $source === 'replica' ? readName($source, $bind) : null
  if (name === null || !name.path.startsWith('devices.')) return null
  const set = DEVICE_SETS.find((one) => name.path.endsWith(`.${one}`))
  return set === undefined || name.of === null ? 'devices.unconfirmed' : `devices.unconfirmed.${set}.${name.of}`
}
