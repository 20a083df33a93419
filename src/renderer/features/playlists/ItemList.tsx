import { ArrowDown, ArrowUp, Film, Globe, GripVertical, Image, X } from 'lucide-react'
import { createContext, type KeyboardEvent, type ReactNode, useContext, useMemo, useState } from 'react'
import { Button as AriaButton, GridList, GridListItem } from 'react-aria-components/GridList'
import { DropIndicator, useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer'
import { useTranslation } from 'react-i18next'
import { type PieceOfContent, useContentById } from '../../app/hooks/content.ts'
import { IconButton } from '../../components/Button.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { DurationField } from './DurationField.tsx'
import { FieldMark } from './PlaylistFields.tsx'
import styles from './Playlists.module.css'
import { MAX_ITEMS, moveBy, type PlaylistItem } from './playlist-draft.ts'
import type { PlaylistRow } from './playlist-row.ts'
import type { PlaylistEditor } from './use-playlist-editor.ts'

const ICON = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const
const KIND_ICON: Readonly<Record<PieceOfContent['kind'], ReactNode>> = {
  image: <Image {...ICON} />,
  video: <Film {...ICON} />,
  web: <Globe {...ICON} />,
}
/** Places that a key moves an item by: more than a list has leads to its end. */
const PLACES: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, Home: -MAX_ITEMS, End: MAX_ITEMS }

const ROW_HEIGHT = 34
const LAYOUT = { rowHeight: ROW_HEIGHT, dropIndicatorThickness: 2 } as const
/** A longer list scrolls in its box, of which only the rows in sight are drawn. */
const MAX_ROWS = 14
/** What says that the list is empty. */
const EMPTY_HEIGHT = 56

interface PlacedItem extends PlaylistItem {
  /** Counted from one. */
  readonly place: number
}

function heightOf(count: number): number {
  return count === 0 ? EMPTY_HEIGHT : Math.min(count, MAX_ROWS) * ROW_HEIGHT
}

interface ItemListProps {
  readonly row: PlaylistRow
  readonly editor: PlaylistEditor
  readonly isBlocked: boolean
}

/** What a playlist plays, in its order: moved with the pointer, by keys and by buttons. */
export function ItemList({ row, editor, isBlocked }: ItemListProps) {
  const { t } = useTranslation()
  const { items } = editor.values
  const { nameOf, contentOf } = useItemNames()
  const { move, said } = useMoves(editor, nameOf)
  const remove = (id: string) => editor.step({ kind: 'remove', id })
  const placed = useMemo(() => items.map((item, index): PlacedItem => ({ ...item, place: index + 1 })), [items])
  const { dragAndDropHooks } = useDragAndDrop<PlacedItem>({
    isDisabled: isBlocked,
    getItems: (_keys, dragged) => dragged.map((item) => ({ 'text/plain': nameOf(item) })),
    renderDropIndicator: (target) => <DropIndicator target={target} className={styles['drop'] ?? ''} />,
    onReorder: ({ keys, target }) => {
      const [id] = keys
      const after = target.dropPosition === 'after' ? String(target.key) : before(items, String(target.key), String(id))
      if (id !== undefined && after !== id) editor.step({ kind: 'move', id: String(id), after })
    },
  })
  const onKeyDownCapture = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as HTMLElement
    const id = target.closest('[data-item]')?.getAttribute('data-item')
    if (id == null || isBlocked) return
    const by = event.altKey ? PLACES[event.key] : undefined
    if (by !== undefined) move(id, by)
    else if (event.key === 'Delete' && target.getAttribute('role') === 'row') remove(id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const parts = { contentOf, nameOf, move, remove, step: editor.step, isBlocked }

  return (
    <>
      <div className={styles['itemsHead']}>
        <h3>{t('playlists.items.title')}</h3>
        <FieldMark row={row} field="items" />
      </div>
      <ItemsContext value={parts}>
        <div className={styles['itemsBox']} onKeyDownCapture={onKeyDownCapture}>
          <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
            <GridList
              aria-label={t('playlists.items.list')}
              className={styles['items'] ?? ''}
              style={{ height: heightOf(items.length) }}
              items={placed}
              dependencies={[nameOf]}
              selectionMode="none"
              keyboardNavigationBehavior="tab"
              disallowTypeAhead
              dragAndDropHooks={dragAndDropHooks}
              renderEmptyState={() => <p className={styles['none']}>{t('playlists.items.none')}</p>}
            >
              {(item) => (
                <GridListItem
                  id={item.id}
                  value={item}
                  data-item={item.id}
                  textValue={inSentence(nameOf(item))}
                  className={styles['item'] ?? ''}
                >
                  <ItemContent item={item} />
                </GridListItem>
              )}
            </GridList>
          </Virtualizer>
        </div>
      </ItemsContext>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </>
  )
}

/** The item in front of which something is put, with what is moved left out; null: it is put first. */
function before(items: readonly PlaylistItem[], id: string, moved: string): string | null {
  const others = items.filter((item) => item.id !== moved)
  return others[others.findIndex((item) => item.id === id) - 1]?.id ?? null
}

function useItemNames() {
  const { t } = useTranslation()
  const contentOf = useContentById()
  return useMemo(() => {
    const nameOf = ({ contentId }: PlaylistItem): string => contentOf(contentId)?.name ?? t('playlists.items.unknown')
    return { nameOf, contentOf }
  }, [contentOf, t])
}

/** Moves an item by some places, and says where it stands then. */
function useMoves(editor: PlaylistEditor, nameOf: (item: PlaylistItem) => string) {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  const move = (id: string, by: number): void => {
    const { items } = editor.values
    const at = items.findIndex((item) => item.id === id)
    const [item, step] = [items[at], moveBy(items, id, by)]
    if (item === undefined || step === null) return
    const place = Math.max(0, Math.min(items.length - 1, at + by)) + 1
    setSaid(t('playlists.items.moved', { name: inSentence(nameOf(item)), place, count: items.length }))
    editor.step(step)
  }
  return { move, said }
}

interface ItemsParts {
  readonly contentOf: (id: string) => PieceOfContent | undefined
  readonly nameOf: (item: PlaylistItem) => string
  readonly move: (id: string, by: number) => void
  readonly remove: (id: string) => void
  readonly step: PlaylistEditor['step']
  readonly isBlocked: boolean
}

/** What the rows in sight are drawn with: the list itself is made anew only where an item is another one. */
const ItemsContext = createContext<ItemsParts | null>(null)

function ItemContent({ item }: { item: PlacedItem }) {
  const { t } = useTranslation()
  const parts = useContext(ItemsContext)
  if (parts === null) return null
  const { contentOf, nameOf, move, remove, step, isBlocked } = parts
  const { id } = item
  const content = contentOf(item.contentId)
  const name = inSentence(nameOf(item))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the page.
    <div className={styles['itemContent']} onKeyDown={letOut}>
      <AriaButton slot="drag" className={styles['grip'] ?? ''} aria-label={t('playlists.items.drag', { name })}>
        <GripVertical {...ICON} />
      </AriaButton>
      <span aria-hidden className={styles['place']}>
        {formatNumber(item.place)}
      </span>
      <span className={styles['kind']} title={content && t(`push.kind.${content.kind}`)}>
        {content === undefined ? null : KIND_ICON[content.kind]}
        {content === undefined ? null : <span className="visually-hidden">{t(`push.kind.${content.kind}`)}</span>}
      </span>
      <span
        className={content === undefined ? styles['itemMissing'] : styles['itemName']}
        title={foreignText(nameOf(item))}
      >
        <bdi>{foreignText(nameOf(item))}</bdi>
      </span>
      <DurationField
        label={t('playlists.items.duration', { name })}
        seconds={item.durationSeconds}
        isDisabled={isBlocked}
        onChange={(seconds) => step({ kind: 'duration', id, seconds })}
      />
      <span className={styles['acts']}>
        <IconButton
          label={t('playlists.items.up', { name })}
          icon={<ArrowUp {...ICON} />}
          disabled={isBlocked}
          onClick={() => move(id, -1)}
        />
        <IconButton
          label={t('playlists.items.down', { name })}
          icon={<ArrowDown {...ICON} />}
          disabled={isBlocked}
          onClick={() => move(id, 1)}
        />
        <IconButton
          label={t('playlists.items.remove', { name })}
          icon={<X {...ICON} />}
          disabled={isBlocked}
          onClick={() => remove(id)}
        />
      </span>
    </div>
  )
}

/** What the list, a row or a button does with a key. */
const OWN_KEYS = /^(?:Arrow.*|Home|End|Page.*|Tab|Enter| )$/

/**
 * The list stops every key that is pressed in a field or on a button of a row. Those that are not its own are let out: they
 * close the panel, lead to another page or open the palette.
 */
function letOut(event: KeyboardEvent): void {
  if (!OWN_KEYS.test(event.key)) event.stopPropagation = () => undefined
}
