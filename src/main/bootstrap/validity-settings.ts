import type { Settings } from '#shared/domain/settings.ts'
import type { ValidityWindows } from '../outbox/validity.ts'

/** How long each kind of operation may wait, as set by the operator or the administrator. */
export function validityWindows(settings: Settings): ValidityWindows {
  const edit = { confirmAfterMs: settings.editConfirmAfterMs, expireAfterMs: settings.editExpireAfterMs }
  return {
    create: edit,
    update: edit,
    delete: edit,
    command: { confirmAfterMs: settings.commandConfirmAfterMs, expireAfterMs: settings.commandExpireAfterMs },
  }
}
