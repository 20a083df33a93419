import { MarkWords, shortMark } from '../../app/MarkWords.tsx'
import { markOfField } from '../../app/marks.ts'
import type { GridColumn } from '../../components/grid-types.ts'
import { PendingText } from '../../components/PendingText.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatBytes, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './Content.module.css'
import type { ContentRow } from './content-row.ts'
import type { PlaylistUse } from './use-content-uses.ts'

type Cell = GridColumn<ContentRow>['cell']

export function columnsOf(
  t: Translate,
  usesOf: (id: string) => readonly PlaylistUse[],
): readonly GridColumn<ContentRow>[] {
  const column = (id: string, track: string, minWidth: number, cell: Cell) => ({
    ...{ id, track, minWidth, cell, isSortable: true, header: t(`content.column.${id as 'name'}`) },
  })
  const figure = { align: 'end', className: styles['figure'] } as const
  const field = (name: 'folder' | 'tags' | 'durationSeconds', textOf: (row: ContentRow) => string): Cell => {
    return (row) => {
      const mark = markOfField(row.view, name)
      return mark === null ? textOf(row) : <PendingText mark={shortMark(t, mark)}>{textOf(row)}</PendingText>
    }
  }
  return [
    { ...column('name', 'minmax(180px, 2.5fr)', 180, (row) => nameCell(t, row)), className: styles['name'] },
    column('kind', '92px', 92, (row) => t(`push.kind.${row.kind}`)),
    {
      ...column(
        'folder',
        'minmax(110px, 1.4fr)',
        110,
        field('folder', (row) => foreignText(row.folder)),
      ),
      hideBelow: 760,
    },
    {
      ...column(
        'tags',
        'minmax(100px, 1.2fr)',
        100,
        field('tags', (row) => foreignText(row.tags.join(' · '))),
      ),
      ...{ isSortable: false, hideBelow: 900, className: styles['muted'] },
    },
    {
      ...column(
        'length',
        '76px',
        76,
        field('durationSeconds', (row) => t('content.seconds', { n: formatNumber(row.durationSeconds) })),
      ),
      ...figure,
    },
    { ...column('size', '84px', 84, (row) => (row.kind === 'web' ? '' : formatBytes(t, row.sizeBytes))), ...figure },
    { ...column('uses', '112px', 84, (row) => formatNumber(usesOf(row.id).length)), ...figure, hideBelow: 720 },
    {
      ...column('pending', '150px', 150, (row) =>
        row.mark === null ? null : <MarkWords mark={row.mark} isDeleting={row.view.isDeleting} />,
      ),
      hideBelow: 560,
    },
  ]
}

function nameCell(t: Translate, row: ContentRow) {
  const { isNew, isDeleting } = row.view
  const mark = isNew || isDeleting ? row.mark : markOfField(row.view, 'name')
  return (
    <PendingText mark={mark === null ? null : shortMark(t, mark)} isDeleting={isDeleting}>
      {foreignText(row.name)}
    </PendingText>
  )
}
