import type { Intent } from '#shared/domain/operation.ts'
import type { ContentFile, UploadStatus } from '#shared/domain/uploads.ts'
import { useOutpost } from '../../app/context.tsx'
import { useQueueChanges } from '../../app/hooks/actions.ts'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import { entityById } from '../../stores/entity-collection.ts'
import { type ContentEdit, editsOf } from './content-edits.ts'
import { type ContentRow, contentRowOf } from './content-row.ts'

/** The least that a web page needs, besides its name. */
const WEB_SECONDS = 30

/** What is done to pieces of content: queued at once, said in a line with Undo. */
export function useContentActs() {
  const outpost = useOutpost()
  const { queue, isQueueing } = useQueueChanges()
  const { start } = useBulkChanges()

  return {
    isQueueing,
    /** Answers the id of the new piece; null: it could not be queued, which has been said. */
    createWebPage: async (name: string, url: string, folder: string): Promise<string | null> => {
      const words = { name: inSentence(name) }
      const said = {
        queued: (t: Translate) => t('content.queued.created', words),
        done: (t: Translate) => t('content.done.created', words),
      }
      const fields = { name, kind: 'web', durationSeconds: WEB_SECONDS, sizeBytes: 0, tags: [], folder, url }
      const [operation] = (await queue([{ kind: 'create', entityType: 'content', fields }], said)) ?? []
      return operation?.entityId ?? null
    },
    save: async (row: ContentRow, fields: Readonly<Record<string, unknown>>): Promise<boolean> => {
      const words = { name: inSentence(row.name) }
      const said = {
        queued: (t: Translate) => t('content.queued.saved', words),
        done: (t: Translate) => t('content.done.saved', words),
      }
      return (await queue([{ kind: 'update', entityType: 'content', entityId: row.id, fields }], said)) !== null
    },
    /** Undoes that it got another file; left alone where it has yet another one by now. */
    bringBack: async (contentId: string, { checksum, before }: NonNullable<UploadStatus['renews']>): Promise<void> => {
      const { slices } = outpost.entities.getState()
      const view = slices.content === undefined ? undefined : entityById(slices.content.collection, contentId)
      const row = view === undefined ? null : contentRowOf(view)
      const words = { name: inSentence(row?.name ?? contentId) }
      if (row === null || row.checksum !== checksum) {
        outpost.toasts.getState().add({ tone: 'problem', text: (t) => t('content.upload.changedSince', words) })
        return
      }
      const fields = Object.fromEntries(
        Object.entries(before).filter(([field, value]) => value !== (row[field as keyof ContentFile] ?? null)),
      )
      const said = {
        queued: (t: Translate) => t('content.queued.broughtBack', words),
        done: (t: Translate) => t('content.done.broughtBack', words),
      }
      await queue([{ kind: 'update', entityType: 'content', entityId: contentId, fields }], said)
    },
    /** Tags and moves; those that are so already are left alone. */
    edit: async (rows: readonly ContentRow[], edit: ContentEdit): Promise<void> => {
      const intents = editsOf(rows, edit)
      if (intents.length === 0) return
      const words = { name: inSentence(rows[0]?.name ?? '') }
      await start(
        (t) => t(`content.bulk.${edit.kind}`),
        intents,
        (count) => ({
          queued: (t: Translate) => t('content.queued.changed', { ...words, count }),
          done: (t: Translate) => t('content.done.changed', { ...words, count }),
        }),
      )
    },
    remove: async (rows: readonly ContentRow[]): Promise<void> => {
      const intents = rows.map(({ id }): Intent => ({ kind: 'delete', entityType: 'content', entityId: id }))
      const words = { name: inSentence(rows[0]?.name ?? '') }
      await start(
        (t) => t('content.bulk.delete'),
        intents,
        (count) => ({
          queued: (t: Translate) => t('content.queued.deleted', { ...words, count }),
          done: (t: Translate) => t('content.done.deleted', { ...words, count }),
        }),
      )
    },
  }
}
