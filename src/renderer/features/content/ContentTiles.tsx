import { GripVertical } from 'lucide-react'
import { useMemo } from 'react'
import { Button as AriaButton, GridList, GridListItem } from 'react-aria-components/GridList'
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { GridLayout, Size, Virtualizer } from 'react-aria-components/Virtualizer'
import { useTranslation } from 'react-i18next'
import { shortMark } from '../../app/MarkWords.tsx'
import { Checkbox } from '../../components/Field.tsx'
import { PendingText } from '../../components/PendingText.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatBytes, formatNumber } from '../../i18n/format.ts'
import styles from './Content.module.css'
import type { ContentRow } from './content-row.ts'
import { DRAGGED_CONTENT } from './dragged.ts'
import { Thumbnail } from './Thumbnail.tsx'
import type { ContentPageState } from './use-content-page.ts'

const TILE = new Size(172, 164)
const LAYOUT = { minItemSize: TILE, maxItemSize: new Size(220, 164), minSpace: new Size(8, 8), maxHorizontalSpace: 8 }

/** The pieces as pictures, of which only those in sight are drawn and asked for. They are dragged into folders. */
export function ContentTiles({ page }: { page: ContentPageState }) {
  const { t } = useTranslation()
  const { list } = page
  const { ids, byId } = list
  const rows = useMemo(() => ids.flatMap((id) => byId.get(id) ?? []), [ids, byId])
  const { dragAndDropHooks } = useDragAndDrop<ContentRow>({
    getItems: (keys) => [...keys].map((key) => ({ [DRAGGED_CONTENT]: String(key) })),
  })
  return (
    <div className={styles['tilesBox']}>
      <Virtualizer layout={GridLayout} layoutOptions={LAYOUT}>
        <GridList
          data-grid
          aria-label={t('content.title')}
          className={styles['tiles'] ?? ''}
          layout="grid"
          items={rows}
          selectionMode="multiple"
          selectionBehavior="toggle"
          selectedKeys={new Set(list.selected)}
          onSelectionChange={(keys) => list.select(new Set(keys === 'all' ? list.ids : [...keys].map(String)))}
          onAction={(key) => page.open(String(key), 'keyboard')}
          dragAndDropHooks={dragAndDropHooks}
        >
          {(row) => (
            <Tile
              row={row}
              isOpen={row.id === page.openId}
              selectLabel={t('content.select', { name: inSentence(row.name) })}
            />
          )}
        </GridList>
      </Virtualizer>
    </div>
  )
}

function Tile({ row, isOpen, selectLabel }: { row: ContentRow; isOpen: boolean; selectLabel: string }) {
  const { t } = useTranslation()
  const { isDeleting } = row.view
  const about = [
    t(`push.kind.${row.kind}`),
    row.kind === 'web' ? '' : formatBytes(t, row.sizeBytes),
    t('content.seconds', { n: formatNumber(row.durationSeconds) }),
  ]
  return (
    <GridListItem
      id={row.id}
      value={row}
      data-entity-id={row.id}
      data-open={isOpen || undefined}
      textValue={t('content.row', { name: inSentence(row.name), kind: t(`push.kind.${row.kind}`) })}
      className={styles['tile'] ?? ''}
    >
      {({ isSelected }) => (
        <>
          <Thumbnail row={row} />
          <span className={styles['tileMark']}>
            <Checkbox label={selectLabel} isLabelHidden checked={isSelected} tabIndex={-1} readOnly />
          </span>
          <AriaButton
            slot="drag"
            className={styles['grip'] ?? ''}
            aria-label={t('content.drag', { name: inSentence(row.name) })}
          >
            <GripVertical size={14} strokeWidth={1.5} aria-hidden />
          </AriaButton>
          <span className={styles['tileName']}>
            <PendingText mark={row.mark === null ? null : shortMark(t, row.mark)} isDeleting={isDeleting}>
              {foreignText(row.name)}
            </PendingText>
          </span>
          <span className={styles['tileAbout']}>{about.filter((part) => part !== '').join(' · ')}</span>
        </>
      )}
    </GridListItem>
  )
}
