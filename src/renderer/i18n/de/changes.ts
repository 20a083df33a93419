import type { changes as en } from '../en/changes.ts'
import type { Translation } from '../translation.ts'

/** What waits of one thing, beside its detail. */
export const changes: Translation<typeof en> = {
  playlist: 'Änderungen dieser Playlist',
  content: 'Änderungen dieses Inhalts',
  none: 'Nichts wartet, und von diesem PC wurde in letzter Zeit nichts geändert.',
  decide: 'Entscheiden',
}
