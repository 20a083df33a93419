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
import { useDeviceActions } from '../../app/devices/use-device-actions.tsx'
import { useKeptDraft } from '../../app/kept.ts'
import styles from './Palette.module.css'
import type { DeviceActions } from './palette-commands.ts'
import type { PaletteEntry } from './palette-entries.ts'
import { useDeviceStep, usePaletteEntries } from './palette-search.ts'

/** What was used last is offered first. */
const MAX_RECENT = 4
const NOTHING: readonly string[] = []

/** Ctrl+K: every page, device and action by a few letters. What a command on a device asks is asked in its place. */
export function Palette() {
  const { t } = useTranslation()
  const show = useUi((state) => state.show)
  const close = () => show({ isPaletteOpen: false })
  const actions = useDeviceActions(undefined, close)
  if (actions.isAsking) return actions.dialog
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => show({ isPaletteOpen: isOpen })}
      className={styles['overlay'] ?? ''}
    >
      <Modal className={styles['modal'] ?? ''}>
        <AriaDialog aria-label={t('palette.dialog')} className={styles['dialog'] ?? ''}>
          <Finder actions={actions} onDone={close} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface FinderProps {
  readonly actions: DeviceActions
  readonly onDone: () => void
}

function Finder({ actions, onDone }: FinderProps) {
  const { t } = useTranslation()
  const listId = useId()
  const [recent, setRecent] = useKeptDraft<readonly string[]>('palette/recent', NOTHING)
  const { query, step, ...search } = useSearch()
  const [active, setActive] = useState(0)
  const all = usePaletteEntries({ query: step === null ? query : '', recent, actions })
  const device = useDeviceStep(step?.deviceId ?? null, query, actions)
  const entries = step === null ? all : device.commands
  const current = entries[Math.min(active, entries.length - 1)]
  const nothing = device.isGone ? t('finder.whyNot.isGone') : t('palette.nothing', { query })

  function choose(entry: PaletteEntry | undefined): void {
    if (entry === undefined || isOff(entry)) return
    setRecent([entry.id, ...recent.filter((id) => id !== entry.id)].slice(0, MAX_RECENT))
    if (entry.isAsking !== true) onDone()
    entry.run()
  }
  /** Into what can be done with the device, and back. */
  function onStepKey({ key, shiftKey, currentTarget: field }: KeyboardEvent<HTMLInputElement>): boolean {
    const isAtEnd = field.selectionStart === query.length
    const isAtStart = field.selectionEnd === 0
    const isInto = key === 'Tab' ? !shiftKey : key === 'ArrowRight' && isAtEnd
    const isBack = key === 'Escape' || (isAtStart && (key === 'ArrowLeft' || key === 'Backspace'))
    if (isInto && current?.deviceId !== undefined) search.enter(current.deviceId)
    else if (isBack && step !== null) search.leave()
    else return false
    setActive(0)
    return true
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'ArrowDown') setActive((index) => Math.min(entries.length - 1, index + 1))
    else if (event.key === 'ArrowUp') setActive((index) => Math.max(0, index - 1))
    else if (event.key === 'Enter') choose(current)
    else if (onStepKey(event)) event.stopPropagation()
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className={styles['top']}>
        <Search size={16} strokeWidth={1.5} aria-hidden />
        {step === null ? null : <bdi className={styles['step']}>{device.name}</bdi>}
        <input
          autoFocus
          role="combobox"
          aria-label={step === null ? t('palette.placeholder') : t('finder.commandsOf', { name: device.name })}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current === undefined ? undefined : `${listId}${current.id}`}
          placeholder={step === null ? t('palette.placeholder') : t('finder.placeholder')}
          spellCheck={false}
          className={styles['input']}
          value={query}
          onChange={(event) => {
            search.change(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {entries.length === 0 ? <p className={styles['nothing']}>{nothing}</p> : null}
      <Found
        id={listId}
        entries={entries}
        current={current}
        onActivate={(entry) => setActive(entries.indexOf(entry))}
        onChoose={choose}
      />
    </>
  )
}

interface FoundProps {
  readonly id: string
  readonly entries: readonly PaletteEntry[]
  readonly current: PaletteEntry | undefined
  readonly onActivate: (entry: PaletteEntry) => void
  readonly onChoose: (entry: PaletteEntry) => void
}

/** What is found, in its groups. */
function Found({ id, entries, current, onActivate, onChoose }: FoundProps) {
  const { t } = useTranslation()
  const groups = useMemo(() => groupsOf(entries), [entries])
  return (
    <div id={id} role="listbox" aria-label={t('palette.title')} className={styles['list']}>
      {groups.map((group) => (
        <div key={group.name} role="group" aria-label={group.name}>
          <div className={styles['group']} aria-hidden>
            {group.name}
          </div>
          {group.entries.map((entry) => (
            <div
              key={entry.id}
              id={`${id}${entry.id}`}
              role="option"
              aria-selected={entry === current}
              aria-disabled={isOff(entry) || undefined}
              className={styles['entry']}
              ref={(element) => {
                if (entry === current) element?.scrollIntoView({ block: 'nearest' })
              }}
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
        </div>
      ))}
    </div>
  )
}

interface Step {
  readonly deviceId: string
  /** What was searched for before. */
  readonly before: string
}

/** What is typed, and the device that it is about, if there is one. */
function useSearch() {
  const typedAhead = useUi((state) => state.typedAhead)
  const [query, setQuery] = useState(typedAhead)
  const [step, setStep] = useState<Step | null>(null)
  return {
    query,
    step,
    change: setQuery,
    enter: (deviceId: string): void => {
      setStep({ deviceId, before: query })
      setQuery('')
    },
    leave: (): void => {
      setQuery(step?.before ?? '')
      setStep(null)
    },
  }
}

function isOff({ whyNot = null }: PaletteEntry): boolean {
  return whyNot !== null
}

function groupsOf(entries: readonly PaletteEntry[]): { name: string; entries: PaletteEntry[] }[] {
  const groups = new Map<string, PaletteEntry[]>()
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry])
  return [...groups].map(([name, members]) => ({ name, entries: members }))
}
