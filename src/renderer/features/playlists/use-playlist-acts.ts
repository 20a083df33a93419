import { useTranslation } from 'react-i18next'
import { type Said, useQueueChanges } from '../../app/hooks/actions.ts'
import { freshId } from '../../app/time.ts'
import { cut, inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { PlaylistItem, PlaylistValues } from './playlist-draft.ts'
import type { PlaylistRow } from './playlist-row.ts'

/** The schema's limit. */
const MAX_NAME = 200

/** What is done to a whole playlist: queued at once, said in a line with Undo. */
export function usePlaylistActs() {
  const { t } = useTranslation()
  const { queue, isQueueing } = useQueueChanges()

  /** Answers the id of the new playlist; null: it could not be queued, which has been said. */
  async function create(values: PlaylistValues, said: Said): Promise<string | null> {
    const fields = { ...values, items: [...values.items] }
    const [operation] = (await queue([{ kind: 'create', entityType: 'playlist', fields }], said)) ?? []
    return operation?.entityId ?? null
  }

  return {
    isQueueing,
    create: (name: string): Promise<string | null> => {
      const words = { name: inSentence(name) }
      const said = {
        queued: (t: Translate) => t('playlists.queued.created', words),
        done: (t: Translate) => t('playlists.done.created', words),
      }
      return create({ name, description: '', items: [] }, said)
    },
    duplicate: (row: PlaylistRow): Promise<string | null> => {
      const words = { name: inSentence(row.name) }
      const said = {
        queued: (t: Translate) => t('playlists.queued.duplicated', words),
        done: (t: Translate) => t('playlists.done.duplicated', words),
      }
      return create(
        { name: copyName(row.name, t('playlists.copy')), description: row.description, items: copied(row.items) },
        said,
      )
    },
    save: async (row: PlaylistRow, fields: Readonly<Record<string, unknown>>): Promise<boolean> => {
      const words = { name: inSentence(row.name) }
      const said = {
        queued: (t: Translate) => t('playlists.queued.saved', words),
        done: (t: Translate) => t('playlists.done.saved', words),
      }
      return (await queue([{ kind: 'update', entityType: 'playlist', entityId: row.id, fields }], said)) !== null
    },
    remove: async (row: PlaylistRow): Promise<void> => {
      const words = { name: inSentence(row.name) }
      const said = {
        queued: (t: Translate) => t('playlists.queued.deleted', words),
        done: (t: Translate) => t('playlists.done.deleted', words),
      }
      await queue([{ kind: 'delete', entityType: 'playlist', entityId: row.id }], said)
    },
  }
}

/** The same content for the same time in the same order, each in a place of its own. */
export function copied(items: readonly PlaylistItem[]): PlaylistItem[] {
  return items.map((item) => ({ ...item, id: freshId('itm') }))
}

/** The name with what says that it is a copy, where it has room. */
export function copyName(name: string, mark: string): string {
  return `${cut(name, MAX_NAME - mark.length - 1)} ${mark}`
}
