import { Ellipsis } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIST_FORMATS, type ListFormat } from '#shared/domain/list-export.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { MenuButton } from '../../components/MenuButton.tsx'
import type { MenuGroup } from '../../components/menu-types.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { Say } from '../../stores/toast-store.ts'
import { useClient, useToasts } from '../context.tsx'
import { useExportLock } from '../hooks/locks.ts'
import { usePageKeys } from '../page-keys.ts'
import styles from './ListMenu.module.css'
import type { ListSource } from './list-source.ts'
import { type ListProgress, writeList } from './write-list.ts'

/** Shorter ones are written before anybody could read how far it is. */
const LEAST_TOLD = 2_000

interface ListExport {
  /** Of a menu. */
  readonly section: MenuGroup
  /** How far it is, while it is written. */
  readonly dialog: ReactNode
}

interface Running {
  readonly cancel: () => void
  readonly progress: ListProgress
}

/** Writing a list as it is shown now into a file. `source` is asked when that is wanted; `isEmpty`: there is nothing to write. */
export function useListExport<T>(source: () => ListSource<T>, isEmpty: boolean): ListExport {
  const { t } = useTranslation()
  const client = useClient()
  const addToast = useToasts((state) => state.add)
  const [running, setRunning] = useState<Running | null>(null)
  const isWriting = useRef(false)
  const whyNot = useExportLock()('lists') ?? (isEmpty ? t('lists.nothing') : null)

  async function write(format: ListFormat): Promise<void> {
    if (isWriting.current || whyNot !== null) return
    isWriting.current = true
    const ending = new AbortController()
    const tell = (progress: ListProgress): void => {
      if (progress.total >= LEAST_TOLD) setRunning({ cancel: () => ending.abort(), progress })
    }
    const fail = (message: Say) =>
      void addToast({ tone: 'problem', text: (t) => t('lists.failed', { message: message(t) }) })
    try {
      const answer = await writeList(client, source(), format, { signal: ending.signal, onProgress: tell })
      if (answer.outcome === 'refused') fail(() => answer.message)
      else if (answer.outcome === 'written') {
        const words = { count: answer.rows, file: inSentence(answer.fileName) }
        addToast({ text: (t) => t('lists.written', words) })
      }
    } catch (error) {
      fail((t) => errorSentence(t, toRequestError(error)))
    } finally {
      isWriting.current = false
      setRunning(null)
    }
  }
  const exportNow = (): void => void write('csv')
  usePageKeys({ E: exportNow }, { E: whyNot })
  return {
    section: {
      title: t('lists.export'),
      entries: LIST_FORMATS.map((format) => ({
        id: `export-${format}`,
        text: t(`lists.as.${format}`),
        whyNot,
        ...(format === 'csv' ? { hint: '⇧ E' } : {}),
        run: () => void write(format),
      })),
    },
    dialog: running === null ? null : <Writing progress={running.progress} onCancel={running.cancel} />,
  }
}

interface ListMenuProps<T> {
  readonly source: () => ListSource<T>
  readonly isEmpty: boolean
}

/** What can be done with a list as a whole. */
export function ListMenu<T>({ source, isEmpty }: ListMenuProps<T>) {
  const { t } = useTranslation()
  const { section, dialog } = useListExport(source, isEmpty)
  return (
    <>
      <MenuButton
        tone="icon"
        label={t('lists.more')}
        icon={<Ellipsis size={16} strokeWidth={1.5} aria-hidden />}
        sections={() => [section]}
      />
      {dialog}
    </>
  )
}

function Writing({ progress: { rows, total }, onCancel }: { progress: ListProgress; onCancel: () => void }) {
  const { t } = useTranslation()
  const words = t('lists.writing', { rows: formatNumber(rows), total: formatNumber(total) })
  return (
    <Dialog
      title={t('lists.writingTitle')}
      onClose={onCancel}
      actions={
        <Button autoFocus onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      }
    >
      <p role="status">{words}</p>
      <progress className={styles['bar']} aria-label={words} value={rows} max={Math.max(1, total)} />
    </Dialog>
  )
}
