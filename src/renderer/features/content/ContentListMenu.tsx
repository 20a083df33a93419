import { useTranslation } from 'react-i18next'
import { ListMenu } from '../../app/lists/ListMenu.tsx'
import { type FileColumn, heldRows, pendingColumns } from '../../app/lists/list-source.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { ContentRow } from './content-row.ts'
import type { ContentList } from './use-content-list.ts'

/** The pieces that are shown, in their order. */
export function ContentListMenu({ list }: { list: ContentList }) {
  const { t } = useTranslation()
  return (
    <ListMenu
      isEmpty={list.ids.length === 0}
      source={() => ({
        list: 'content',
        columns: contentFileColumns(t, (id) => list.usesOf(id).length),
        read: heldRows(list.ids.flatMap((id) => list.byId.get(id) ?? [])),
      })}
    />
  )
}

function contentFileColumns(t: Translate, usesOf: (id: string) => number): readonly FileColumn<ContentRow>[] {
  return [
    { id: 'id', title: t('lists.column.id'), value: ({ id }) => id },
    { id: 'name', title: t('content.column.name'), value: ({ name }) => name },
    { id: 'kind', title: t('content.column.kind'), value: ({ kind }) => kind },
    { id: 'folder', title: t('content.column.folder'), value: ({ folder }) => folder },
    { id: 'tags', title: t('content.column.tags'), value: ({ tags }) => tags },
    { id: 'seconds', title: t('lists.column.seconds'), value: ({ durationSeconds }) => durationSeconds },
    {
      id: 'sizeBytes',
      title: t('lists.column.sizeBytes'),
      value: ({ kind, sizeBytes }) => (kind === 'web' ? null : sizeBytes),
    },
    { id: 'mediaType', title: t('content.fact.type'), value: ({ mediaType }) => mediaType ?? null },
    { id: 'width', title: t('lists.column.width'), value: ({ width }) => width ?? null },
    { id: 'height', title: t('lists.column.height'), value: ({ height }) => height ?? null },
    { id: 'checksum', title: t('content.fact.checksum'), value: ({ checksum }) => checksum ?? null },
    { id: 'url', title: t('lists.column.url'), value: ({ url }) => url ?? null },
    { id: 'uses', title: t('content.column.uses'), value: ({ id }) => usesOf(id) },
    ...pendingColumns<ContentRow>(t),
  ]
}
