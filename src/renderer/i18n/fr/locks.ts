import type { locks as en } from '../en/locks.ts'
import type { Translation } from '../translation.ts'

/** What an administrator has locked is offered as what it is: there, and not possible. */
export const locks: Translation<typeof en> = {
  reason: 'Verrouillé par votre administrateur',
  export: 'Non autorisé par votre administrateur',
}
