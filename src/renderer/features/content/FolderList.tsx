import { Folder as FolderIcon, FolderOpen, Library } from 'lucide-react'
import { useMemo } from 'react'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { isTextDropItem, useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer'
import { useTranslation } from 'react-i18next'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './Content.module.css'
import { DRAGGED_CONTENT } from './dragged.ts'
import type { Folder } from './folders.ts'
import type { ContentList } from './use-content-list.ts'

const ICON = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const
/** Until a row is measured. */
const ROWS = { estimatedRowSize: 28 }
/** No folder has such a path. */
const ALL = '//'

interface FolderListProps {
  readonly list: ContentList
  readonly onMove: (ids: readonly string[], folder: string) => void
}

/** The folders of the library: one is chosen, and pieces are dropped on them. */
export function FolderList({ list, onMove }: FolderListProps) {
  const { t } = useTranslation()
  const chosen = list.filter.folder ?? ALL
  const { folders, total } = list
  // The same objects while nothing has changed: a row is made anew for every other one.
  const places = useMemo(() => placesOf(t, folders, total), [t, folders, total])
  const { dragAndDropHooks } = useDragAndDrop({
    acceptedDragTypes: [DRAGGED_CONTENT],
    shouldAcceptItemDrop: (target) => target.key !== ALL,
    onItemDrop: ({ items, target }) => {
      void Promise.all(items.filter(isTextDropItem).map((item) => item.getText(DRAGGED_CONTENT))).then((ids) =>
        onMove(ids, pathOf(target.key)),
      )
    },
  })
  return (
    <Virtualizer layout={ListLayout} layoutOptions={ROWS}>
      <GridList
        aria-label={t('content.folders.label')}
        className={styles['folders'] ?? ''}
        items={places}
        dependencies={[chosen]}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={[keyOf(chosen)]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys]
          if (key !== undefined) list.narrow({ folder: key === ALL ? null : pathOf(key) })
        }}
        dragAndDropHooks={dragAndDropHooks}
      >
        {(place) => (
          <GridListItem
            id={place.id}
            textValue={t('content.folders.row', { name: inSentence(place.text), count: place.count })}
            className={styles['folder'] ?? ''}
            style={{ paddingInlineStart: `calc(var(--space-3) + ${place.depth} * var(--space-4))` }}
          >
            {place.path === ALL ? (
              <Library {...ICON} />
            ) : place.path === chosen ? (
              <FolderOpen {...ICON} />
            ) : (
              <FolderIcon {...ICON} />
            )}
            <bdi className={styles['folderName']}>{place.text}</bdi>
            <span className={styles['folderCount']}>{formatNumber(place.count)}</span>
          </GridListItem>
        )}
      </GridList>
    </Virtualizer>
  )
}

/** A key is never empty. */
function keyOf(path: string): string {
  return path === ALL ? ALL : `/${path}`
}

function pathOf(key: string | number): string {
  return String(key).slice(1)
}

function placesOf(t: Translate, folders: readonly Folder[], total: number) {
  // Pieces that lie in a folder.
  const inFolders = folders.reduce((sum, { depth, count }) => sum + (depth === 0 ? count : 0), 0)
  return [
    { path: ALL, text: t('content.folders.all'), depth: 0, count: total },
    { path: '', text: t('content.folders.none'), depth: 0, count: total - inFolders },
    ...folders.map((folder) => ({ ...folder, text: foreignText(folder.name) })),
  ].map((place) => ({ ...place, id: keyOf(place.path) }))
}
