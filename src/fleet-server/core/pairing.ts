import type { Fields } from '#shared/domain/entities.ts'
import type { FleetStore } from '../store/store.ts'
import type { Fault } from './validate.ts'

export type Claimed = { readonly ok: true; readonly fields: Fields } | { readonly ok: false; readonly fault: Fault }

/**
 * The fields of a new device, without the code: that is used up, and with it come the model and the serial number of the
 * hardware where the operator gave none. Inside a transaction, as the last of all checks: who is refused has used nothing.
 */
export function claimDevice(store: FleetStore, given: Fields, entityId: string, at: number): Claimed {
  const { pairingCode: code, ...fields } = given
  if (typeof code !== 'string') return { ok: true, fields }
  const shown = store.pairings.find(code)
  if (shown === undefined) return refused(`No device shows the code ${code}. Look at its screen again.`)
  if (shown.usedBy !== null) return refused(`The code ${code} was used already: its device is paired.`)
  if (shown.expiresAt <= at) return refused(`The code ${code} has expired. The device shows a new one by now.`)
  store.pairings.use(code, entityId)
  const { model, serial } = shown
  return { ok: true, fields: { ...fields, model: fields['model'] || model, serial: fields['serial'] || serial } }
}

function refused(message: string): Claimed {
  return { ok: false, fault: { message, field: 'pairingCode' } }
}
