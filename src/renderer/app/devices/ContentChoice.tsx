// biome-ignore-all lint/a11y/useFocusableInteractive: the text field keeps the focus and names the active option.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the text field handles the keys of all options.
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { folded, foldedWords } from '#shared/i18n/folded.ts'
import { TextField } from '../../components/Field.tsx'
import { Placeholder } from '../../components/Placeholder.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatBytes } from '../../i18n/format.ts'
import type { PieceOfContent } from '../hooks/content.ts'
import styles from './ContentChoice.module.css'

/** Most lines of the list; the rest is counted, and found by its name. */
const MAX_SHOWN = 100

interface ContentChoiceProps {
  readonly content: readonly PieceOfContent[]
  readonly chosen: PieceOfContent | null
  readonly onChoose: (piece: PieceOfContent | null) => void
  /** What the list is called; left out: what it is where content is pushed. */
  readonly listLabel?: string
}

/** One piece of content out of many: typing narrows them down, the arrows choose. Nothing is chosen before that. */
export function ContentChoice({ content, chosen, onChoose, listLabel }: ContentChoiceProps) {
  const { t } = useTranslation()
  const listId = useId()
  const [query, setQuery] = useState('')
  const found = useMemo(() => foundIn(content, query, (kind) => t(`push.kind.${kind}`)), [content, query, t])
  const shown = found.slice(0, MAX_SHOWN)
  const rest = found.length - shown.length
  const index = shown.findIndex(({ id }) => id === chosen?.id)

  function search(typed: string): void {
    setQuery(typed)
    onChoose(null)
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') onChoose(shown[Math.min(index + 1, shown.length - 1)] ?? null)
    else if (event.key === 'ArrowUp') onChoose(shown[Math.max(index - 1, 0)] ?? null)
    else return
    event.preventDefault()
  }

  return (
    <>
      <TextField
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={index < 0 ? undefined : `${listId}${index}`}
        label={t('push.choose')}
        placeholder={t('push.placeholder')}
        value={query}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => search(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {shown.length === 0 ? <Placeholder title={t('push.nothing')} text={t('push.nothingText', { query })} /> : null}
      <div id={listId} role="listbox" aria-label={listLabel ?? t('push.list')} className={styles['list']}>
        {shown.map((piece, position) => (
          <div
            key={piece.id}
            id={`${listId}${position}`}
            role="option"
            aria-selected={position === index}
            className={styles['piece']}
            ref={(element) => {
              if (position === index) element?.scrollIntoView({ block: 'nearest' })
            }}
            onClick={() => onChoose(piece)}
          >
            <bdi className={styles['name']}>{foreignText(piece.name)}</bdi>
            <span className={styles['about']}>
              {t('push.about', {
                kind: t(`push.kind.${piece.kind}`),
                seconds: piece.durationSeconds,
                size: formatBytes(t, piece.sizeBytes),
              })}
            </span>
          </div>
        ))}
      </div>
      {rest > 0 ? <p className={styles['about']}>{t('push.more', { count: rest })}</p> : null}
    </>
  )
}

function foundIn(
  content: readonly PieceOfContent[],
  query: string,
  kindInWords: (kind: PieceOfContent['kind']) => string,
): readonly PieceOfContent[] {
  const words = foldedWords(query)
  if (words.length === 0) return content
  return content.filter(({ name, kind, tags }) => {
    const text = folded([name, kindInWords(kind), ...tags].join(' '))
    return words.every((word) => text.includes(word))
  })
}
