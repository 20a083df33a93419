// biome-ignore-all lint/a11y/useSemanticElements: groups of a list box are not field sets.
// biome-ignore-all lint/a11y/useFocusableInteractive: the text field keeps the focus and names the active option.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the text field handles the keys of all options.
// biome-ignore-all lint/a11y/noAutofocus: the palette is opened in order to type.
import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useKeptDraft } from '../../app/kept.ts'
import styles from './Palette.module.css'
import { type PaletteEntry, usePaletteEntries } from './palette-entries.ts'

/** What was used last is offered first. */
const MAX_RECENT = 4
const NOTHING: readonly string[] = []

/** Ctrl+K: every page, device and action by a few letters. */
export function Palette() {
  const { t } = useTranslation()
  const show = useUi((state) => state.show)
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => show({ isPaletteOpen: isOpen })}
      className={styles['overlay'] ?? ''}
    >
      <Modal className={styles['modal'] ?? ''}>
        <AriaDialog aria-label={t('palette.title')} className={styles['dialog'] ?? ''}>
          <Finder onDone={() => show({ isPaletteOpen: false })} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

function Finder({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const typedAhead = useUi((state) => state.typedAhead)
  const [query, setQuery] = useState(typedAhead)
  const [active, setActive] = useState(0)
  const listId = useId()
  const [recent, setRecent] = useKeptDraft<readonly string[]>('palette/recent', NOTHING)
  const entries = usePaletteEntries(query, recent)
  const groups = useMemo(() => groupsOf(entries), [entries])
  const current = entries[Math.min(active, entries.length - 1)]

  function choose(entry: PaletteEntry | undefined): void {
    if (entry === undefined || isOff(entry)) return
    setRecent([entry.id, ...recent.filter((id) => id !== entry.id)].slice(0, MAX_RECENT))
    onDone()
    entry.run()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setActive((index) => Math.min(entries.length - 1, index + 1))
    else if (event.key === 'ArrowUp') setActive((index) => Math.max(0, index - 1))
    else if (event.key === 'Enter') choose(current)
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className={styles['top']}>
        <Search size={16} strokeWidth={1.5} aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-label={t('palette.placeholder')}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current === undefined ? undefined : `${listId}${current.id}`}
          placeholder={t('palette.placeholder')}
          spellCheck={false}
          className={styles['input']}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {entries.length === 0 ? <p className={styles['nothing']}>{t('palette.nothing', { query })}</p> : null}
      <div id={listId} role="listbox" aria-label={t('palette.title')} className={styles['list']}>
        {groups.map((group) => (
          <div key={group.name} role="group" aria-label={group.name}>
            <div className={styles['group']} aria-hidden>
              {group.name}
            </div>
            {group.entries.map((entry) => (
              <div
                key={entry.id}
                id={`${listId}${entry.id}`}
                role="option"
                aria-selected={entry === current}
                aria-disabled={isOff(entry) || undefined}
                className={styles['entry']}
                ref={(element) => {
                  if (entry === current) element?.scrollIntoView({ block: 'nearest' })
                }}
                onPointerMove={() => setActive(entries.indexOf(entry))}
                onClick={() => choose(entry)}
              >
                <span>{entry.text}</span>
                <span className={styles['hint']}>{entry.whyNot ?? entry.hint}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
    </>
  )
}

function isOff({ whyNot = null }: PaletteEntry): boolean {
  return whyNot !== null
}

function groupsOf(entries: readonly PaletteEntry[]): { name: string; entries: PaletteEntry[] }[] {
  const groups = new Map<string, PaletteEntry[]>()
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry])
  return [...groups].map(([name, members]) => ({ name, entries: members }))
}
