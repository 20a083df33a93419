// biome-ignore-all lint/a11y/noAutofocus: the palette is opened in order to type.
import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useDeviceActions } from '../../app/devices/use-device-actions.tsx'
import { isRightToLeft } from '../../i18n/direction.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './Palette.module.css'
import { FoundStatus, inGroups, isOff, optionId, PaletteList } from './PaletteList.tsx'
import type { DeviceActions } from './palette-commands.ts'
import type { PaletteEntry } from './palette-entries.ts'
import { type Recent, useRecent } from './palette-recent.ts'
import { type Sources, useDeviceStep, useFoundEntries, useOfferedEntries, useSources } from './palette-search.ts'
import { useWaitingEntries } from './palette-waiting.ts'

/** Ctrl+K: everything by a few letters. What a command on devices asks is asked in its place. */
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

/** What no key changes is held here, so that a key costs only what it changes. */
function Finder({ actions, onDone }: FinderProps) {
  const sources = useSources(actions)
  const recent = useRecent()
  return <Box sources={sources} recent={recent} onDone={onDone} />
}

interface BoxProps {
  readonly sources: Sources
  readonly recent: Recent
  readonly onDone: () => void
}

function Box({ sources, recent, onDone }: BoxProps) {
  const { t } = useTranslation()
  const listId = useId()
  const { query, step, ...search } = useSearch()
  const found = useShown(sources, recent, query, step?.deviceId ?? null)
  const { entries, device } = found
  // Null: the first, whatever it is. What comes later never takes the place of what is chosen.
  const [activeId, setActiveId] = useState<string | null>(null)
  const chosen = entries.findIndex(({ id }) => id === activeId)
  const active = Math.max(0, chosen)
  const current = entries[active]

  function choose(entry: PaletteEntry | undefined): void {
    if (entry === undefined || isOff(entry)) return
    recent.note(entry)
    if (entry.isAsking !== true) onDone()
    entry.run()
  }
  function move(by: 1 | -1): void {
    setActiveId(entries[Math.max(0, Math.min(entries.length - 1, active + by))]?.id ?? null)
  }
  /** Into what can be done with the device, and back. */
  function onStepKey({ key, shiftKey, currentTarget: field }: KeyboardEvent<HTMLInputElement>): boolean {
    const isAtEnd = field.selectionStart === query.length
    const isAtStart = field.selectionEnd === 0
    // The arrow that points on along the line, as the hint beside the device does.
    const [on, back] = isRightToLeft() ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
    const isInto = key === 'Tab' ? !shiftKey : key === on && isAtEnd
    const isBack = key === 'Escape' || (isAtStart && (key === back || key === 'Backspace'))
    if (isInto && current?.deviceId !== undefined) search.enter(current.deviceId)
    else if (isBack && step !== null) search.leave()
    else return false
    setActiveId(null)
    return true
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
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
          aria-activedescendant={current === undefined ? undefined : optionId(listId, current.id)}
          placeholder={step === null ? t('palette.placeholder') : t('finder.placeholder')}
          spellCheck={false}
          className={styles['input']}
          value={query}
          onChange={(event) => {
            search.change(event.target.value)
            setActiveId(null)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Nothing found={found} query={query} />
      <PaletteList
        id={listId}
        entries={entries}
        current={current}
        onActivate={(entry) => setActiveId(entry.id)}
        onChoose={choose}
      />
      {found.hasFailed ? <p className={styles['note']}>{t('finder.notSearched')}</p> : null}
      <FoundStatus text={query.trim() === '' || found.isSearching ? '' : foundInWords(t, entries.length, query)} />
    </>
  )
}

function foundInWords(t: Translate, count: number, query: string): string {
  return count > 0 ? t('finder.found', { count }) : `${t('palette.nothing', { query })} ${t('finder.searched')}`
}

type Shown = ReturnType<typeof useShown>

/** What the list shows: what is offered, what is found, or what can be done with one device. */
function useShown(sources: Sources, { recent, gone }: Recent, query: string, deviceId: string | null) {
  const searched = deviceId === null ? query : ''
  const isOffered = deviceId === null && query.trim() === ''
  const offered = useOfferedEntries(sources, recent, gone, isOffered)
  const foundNow = useFoundEntries(sources, searched)
  const { entries: foundLater, isSearching, hasFailed } = useWaitingEntries(searched)
  const device = useDeviceStep(deviceId, query, sources.commandOf)
  const entries = useMemo(() => inGroups([...foundNow, ...foundLater]), [foundNow, foundLater])
  if (deviceId !== null) return { entries: device.commands, device, isSearching: false, hasFailed: false }
  return { entries: isOffered ? offered : entries, device, isSearching, hasFailed }
}

/** Where nothing is found: what can be searched, or that it is still being searched. */
function Nothing({ found: { entries, device, isSearching }, query }: { found: Shown; query: string }) {
  const { t } = useTranslation()
  if (entries.length > 0) return null
  if (device.isGone) return <p className={styles['nothing']}>{t('finder.whyNot.isGone')}</p>
  if (isSearching) return <p className={styles['nothing']}>{t('finder.searching')}</p>
  return (
    <div className={styles['nothing']}>
      <p className={styles['lacking']}>{t('palette.nothing', { query })}</p>
      <p>{t('finder.searched')}</p>
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
