// biome-ignore-all lint/a11y/useSemanticElements: groups of a list box are not field sets.
// biome-ignore-all lint/a11y/useFocusableInteractive: the text field keeps the focus and names the active option.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the text field handles the keys of all options.
import { type ReactNode, useEffect, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { after } from '../../app/time.ts'
import styles from './Palette.module.css'
import type { PaletteEntry } from './palette-entries.ts'

/** What is found is told when the typing rests: every letter would talk over the one before. */
const SAY_AFTER_MS = 700

interface PaletteListProps {
  readonly id: string
  readonly entries: readonly PaletteEntry[]
  readonly current: PaletteEntry | undefined
  readonly onActivate: (entry: PaletteEntry) => void
  readonly onChoose: (entry: PaletteEntry) => void
}

/** What is found, in its groups. */
export function PaletteList({ id, entries, current, onActivate, onChoose }: PaletteListProps) {
  const { t } = useTranslation()
  const groups = useMemo(() => groupsOf(entries), [entries])
  const currentId = current?.id
  useEffect(() => {
    const option = currentId === undefined ? null : document.getElementById(optionId(id, currentId))
    option?.scrollIntoView({ block: 'nearest' })
  }, [id, currentId])
  return (
    <div id={id} role="listbox" aria-label={t('palette.title')} className={styles['list']}>
      {groups.map((group) => (
        <PaletteGroup key={group.name} name={group.name}>
          {group.entries.map((entry, place) => (
            <div
              // By its place: what is found by one more letter is written over what was there.
              // biome-ignore lint/suspicious/noArrayIndexKey: an option keeps nothing of its own.
              key={place}
              id={optionId(id, entry.id)}
              role="option"
              aria-selected={entry === current}
              aria-disabled={isOff(entry) || undefined}
              className={styles['entry']}
              onPointerMove={() => onActivate(entry)}
              onClick={() => onChoose(entry)}
            >
              <span>{entry.text}</span>
              <span className={styles['hint']}>
                {entry.whyNot ?? entry.hint}
                {entry === current && entry.deviceId !== undefined ? (
                  <span className={styles['lead']}>{t('finder.lead')}</span>
                ) : null}
              </span>
            </div>
          ))}
        </PaletteGroup>
      ))}
    </div>
  )
}

function PaletteGroup({ name, children }: { name: string; children: ReactNode }) {
  const nameId = useId()
  return (
    <div role="group" aria-labelledby={nameId}>
      <div id={nameId} role="presentation" className={styles['group']}>
        {name}
      </div>
      {children}
    </div>
  )
}

/** Says how many are found, or that none is, when the typing rests. */
export function FoundStatus({ text }: { text: string }) {
  const [said, setSaid] = useState('')
  useEffect(() => after(SAY_AFTER_MS, () => setSaid(text)), [text])
  return (
    <span role="status" className="visually-hidden">
      {said === text ? said : ''}
    </span>
  )
}

/** An id has no spaces, whatever a place is called. */
export function optionId(listId: string, entryId: string): string {
  return `${listId}${entryId.replaceAll(/\s/g, '_')}`
}

/** The entries as they are shown: those of a group together, where the first of them stands. */
export function inGroups(entries: readonly PaletteEntry[]): readonly PaletteEntry[] {
  return groupsOf(entries).flatMap((group) => group.entries)
}

export function isOff({ whyNot = null }: PaletteEntry): boolean {
  return whyNot !== null
}

function groupsOf(entries: readonly PaletteEntry[]): { name: string; entries: PaletteEntry[] }[] {
  const groups = new Map<string, PaletteEntry[]>()
  for (const entry of entries) {
    const known = groups.get(entry.group)
    if (known === undefined) groups.set(entry.group, [entry])
    else known.push(entry)
  }
  return [...groups].map(([name, members]) => ({ name, entries: members }))
}
