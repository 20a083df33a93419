import { ArrowDown, ArrowUp, Film, Globe, GripVertical, Image, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react'
import { Button as AriaButton, GridList, GridListItem } from 'react-aria-components/GridList'
import { DropIndicator, useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { useTranslation } from 'react-i18next'
import { type PieceOfContent, useContentById } from '../../app/hooks/content.ts'
import { IconButton } from '../../components/Button.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
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
  const { dragAndDropHooks } = useDragAndDrop<PlaylistItem>({
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
      <div onKeyDownCapture={onKeyDownCapture}>
        <GridList
          aria-label={t('playlists.items.list')}
          className={styles['items'] ?? ''}
          items={items}
          dependencies={[contentOf, t, isBlocked, editor.step]}
          selectionMode="none"
          keyboardNavigationBehavior="tab"
          disallowTypeAhead
          dragAndDropHooks={dragAndDropHooks}
          renderEmptyState={() => <p className={styles['none']}>{t('playlists.items.none')}</p>}
        >
          {(item) => <ItemRow item={item} {...parts} />}
        </GridList>
      </div>
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

interface ItemRowProps {
  readonly item: PlaylistItem
  readonly contentOf: (id: string) => PieceOfContent | undefined
  readonly nameOf: (item: PlaylistItem) => string
  readonly move: (id: string, by: number) => void
  readonly remove: (id: string) => void
  readonly step: PlaylistEditor['step']
  readonly isBlocked: boolean
}

function ItemRow({ item, contentOf, nameOf, move, remove, step, isBlocked }: ItemRowProps) {
  const { t } = useTranslation()
  const { id } = item
  const content = contentOf(item.contentId)
  const name = inSentence(nameOf(item))
  return (
    <GridListItem id={id} value={item} data-item={id} textValue={name} className={styles['item'] ?? ''}>
      <AriaButton slot="drag" className={styles['grip'] ?? ''} aria-label={t('playlists.items.drag', { name })}>
        <GripVertical {...ICON} />
      </AriaButton>
      <span aria-hidden className={styles['place']} />
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
    </GridListItem>
  )
}
