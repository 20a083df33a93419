import { useTranslation } from 'react-i18next'
import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import { useClient } from '../../app/context.tsx'
import { ListMenu } from '../../app/lists/ListMenu.tsx'
import { type FileColumn, isoTime } from '../../app/lists/list-source.ts'
import { readPages } from '../../app/lists/read-pages.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { Client } from '../../ipc/client.ts'
import type { ConflictsPageState } from './use-conflicts-page.ts'

const PAGE_SIZE = 500

/** Every conflict that the words of the search leave, in the order in which they were made. */
export function ConflictListMenu({ page }: { page: ConflictsPageState }) {
  const { t } = useTranslation()
  const client = useClient()
  return (
    <ListMenu
      isEmpty={(page.desk.value?.matching ?? 0) === 0}
      source={() => ({
        list: 'conflicts',
        columns: conflictFileColumns(t),
        read: () =>
          readPages(
            (offset) => readConflicts(client, page.text, offset),
            ({ key }) => key,
          ),
      })}
    />
  )
}

async function readConflicts(client: Client, text: string, offset: number) {
  const open = [{ id: '', limit: PAGE_SIZE, offset }]
  const { groups, matching } = await client.request('conflicts:outline', { by: 'none', text, open, key: null })
  return { rows: groups[0]?.rows ?? [], total: matching }
}

function conflictFileColumns(t: Translate): readonly FileColumn<ConflictView>[] {
  const field = (id: 'kind' | 'entityType' | 'entityId' | 'entityName' | 'reason' | 'actor' | 'isDeleted') => ({
    ...{ id, title: t(`lists.column.${id}`) },
    value: (row: ConflictView) => row[id],
  })
  return [
    { id: 'key', title: t('lists.column.id'), value: ({ key }) => key },
    ...([field('kind'), field('entityType'), field('entityId'), field('entityName')] as const),
    { id: 'fields', title: t('lists.column.fields'), value: clashingOf },
    ...([field('reason'), field('actor')] as const),
    { id: 'changedBy', title: t('lists.column.changedBy'), value: ({ changedBy }) => changedBy?.actor ?? null },
    field('isDeleted'),
    { id: 'createdAt', title: t('lists.column.createdAt'), value: ({ createdAt }) => isoTime(createdAt) },
    { id: 'waitingSince', title: t('lists.column.waitingSince'), value: ({ changedAt }) => isoTime(changedAt) },
  ]
}

function clashingOf({ fields }: ConflictView): string[] {
  return fields.filter(({ standing }) => standing === 'clash').map(({ field }) => field)
}
