import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import { useClient } from '../../app/context.tsx'
import { useListExport } from '../../app/lists/ListMenu.tsx'
import { type FileColumn, isoTime } from '../../app/lists/list-source.ts'
import { readPages } from '../../app/lists/read-pages.ts'
import { operationInWords, waitInWords } from '../../i18n/operation-words.ts'
import type { Translate } from '../../i18n/setup.ts'
import { OPERATION_PAGE, type OperationQuery } from '../../stores/operation-list.ts'
import type { PendingPageState } from './use-pending-page.ts'

/** Every operation that the tab, the filter and the words of the search leave, in the order of the queue, grouped or not. */
export function useOperationExport(page: PendingPageState, query: OperationQuery) {
  const { t } = useTranslation()
  const client = useClient()
  const { text, scope, names } = page
  const asked = { ...query, ...(scope === 'pending' && text.trim() !== '' ? { text: text.trim() } : {}) }
  const read = async (offset: number) => {
    const { operations, total } = await client.request('operations:list', { ...asked, offset, limit: OPERATION_PAGE })
    return { rows: operations, total }
  }
  return useListExport<OperationView>(
    () => ({
      list: 'pending',
      columns: operationFileColumns(t, names),
      read: () => readPages(read, ({ key }) => key),
    }),
    page.list.total === 0,
  )
}

function operationFileColumns(t: Translate, names: PendingPageState['names']): readonly FileColumn<OperationView>[] {
  const field = (id: 'kind' | 'entityType' | 'entityId' | 'entityName' | 'command' | 'attempts' | 'actor') => ({
    ...{ id, title: t(`lists.column.${id}`) },
    value: (row: OperationView) => row[id],
  })
  const time = (id: 'createdAt' | 'waitingSince' | 'changedAt' | 'nextAttemptAt') => ({
    ...{ id, title: t(`lists.column.${id}`) },
    value: (row: OperationView) => isoTime(row[id]),
  })
  return [
    { id: 'key', title: t('lists.column.id'), value: ({ key }) => key },
    { id: 'state', title: t('pending.column.state'), value: ({ state }) => state },
    { id: 'what', title: t('pending.column.what'), value: (row) => operationInWords(t, row, names) },
    ...([field('kind'), field('entityType'), field('entityId'), field('entityName')] as const),
    { id: 'fields', title: t('lists.column.fields'), value: ({ fields }) => Object.keys(fields) },
    ...([field('command'), time('createdAt'), time('waitingSince'), time('changedAt')] as const),
    ...([field('attempts'), time('nextAttemptAt')] as const),
    { id: 'reason', title: t('lists.column.reason'), value: ({ wait }) => wait.reason },
    { id: 'why', title: t('lists.column.why'), value: (row) => waitInWords(t, row, row.changedAt) },
    { id: 'errorCode', title: t('lists.column.errorCode'), value: ({ lastError }) => lastError?.code ?? null },
    { id: 'errorMessage', title: t('lists.column.errorMessage'), value: ({ lastError }) => lastError?.message ?? null },
    field('actor'),
  ]
}
