import type { changes as en } from '../en/changes.ts'
import type { Translation } from '../translation.ts'

/** What waits of one thing, beside its detail. */
export const changes: Translation<typeof en> = {
  playlist: 'Modifications de cette liste de lecture',
  content: 'Modifications de ce contenu',
  none: 'Rien n’est en attente, et rien n’a été modifié récemment depuis ce PC.',
  decide: 'Trancher',
}
