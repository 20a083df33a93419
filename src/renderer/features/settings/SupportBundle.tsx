import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IpcEvent, IpcResponse } from '#shared/ipc/contract.ts'
import { useClient } from '../../app/context.tsx'
import { useExportLock } from '../../app/hooks/locks.ts'
import { FileProblem } from '../../app/transfers/FileProblem.tsx'
import { useFileRequest } from '../../app/transfers/use-file-request.ts'
import { Button } from '../../components/Button.tsx'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { Checkbox } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { formatBytes } from '../../i18n/format.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import styles from './SettingsPage.module.css'

const PARTS = ['console', 'sites', 'ledger', 'figures', 'logs'] as const

/** Writes the diagnostics bundle: what will be in it, how far it is, and what came of it. */
export function SupportBundle() {
  const { t } = useTranslation()
  const client = useClient()
  const { state, ask } = useFileRequest('diagnostics:export')
  const [withScreenshots, setWithScreenshots] = useState(false)
  const [withValues, setWithValues] = useState(false)
  const isWriting = state.status === 'asking'
  const whyNot = useExportLock()('diagnostics')
  return (
    <section className={styles['form']} aria-label={t('support.bundle')}>
      <h3>{t('support.bundle')}</h3>
      <p className={styles['help']}>{t('support.what')}</p>
      <DescriptionList
        items={PARTS.map((part) => ({ term: t(`support.part.${part}`), value: t(`support.partHelp.${part}`) }))}
      />
      <p className={styles['help']}>{t('support.secrets')}</p>
      <Choice name="screenshots" isOn={withScreenshots} isFixed={isWriting} onChange={setWithScreenshots} />
      <Choice name="values" isOn={withValues} isFixed={isWriting} onChange={setWithValues} />
      {isWriting ? (
        <>
          <Progress />
          <Button autoFocus onClick={() => void client.request('diagnostics:cancel', {}).catch(() => undefined)}>
            {t('action.cancel')}
          </Button>
        </>
      ) : (
        <Button disabled={whyNot !== null} onClick={() => void ask({ withScreenshots, withValues })}>
          {t('support.export')}
        </Button>
      )}
      {whyNot === null ? null : <p className={styles['help']}>{whyNot}</p>}
      <div role="status">{state.status === 'answered' ? <Outcome answer={state.answer} /> : null}</div>
      <FileProblem state={state} />
    </section>
  )
}

interface ChoiceProps {
  readonly name: 'screenshots' | 'values'
  readonly isOn: boolean
  readonly isFixed: boolean
  readonly onChange: (isOn: boolean) => void
}

function Choice({ name, isOn, isFixed, onChange }: ChoiceProps) {
  const { t } = useTranslation()
  const id = `support-${name}-help`
  return (
    <div>
      <Checkbox
        label={t(`support.${name}`)}
        checked={isOn}
        disabled={isFixed}
        aria-describedby={id}
        onChange={(event) => onChange(event.target.checked)}
      />
      <p id={id} className={styles['help']}>
        {t(`support.${name}Help`)}
      </p>
    </div>
  )
}

function Progress() {
  const { t } = useTranslation()
  const client = useClient()
  const [progress, setProgress] = useState<IpcEvent<'diagnostics:progress'> | null>(null)
  useEffect(() => client.subscribe('diagnostics:progress', setProgress), [client])
  const text =
    progress === null
      ? t('support.asking')
      : t('support.writing', { step: t(`support.step.${progress.step}`), size: formatBytes(t, progress.bytes) })
  return <p className={styles['help']}>{text}</p>
}

function Outcome({ answer }: { answer: IpcResponse<'diagnostics:export'> }) {
  const { t } = useTranslation()
  if (answer.outcome === 'cancelled') return <p className={styles['help']}>{t('support.cancelled')}</p>
  if (answer.outcome === 'refused') return null
  const { fileName, files, bytes, broken } = answer
  return (
    <>
      <p>{t('support.written', { file: fileName, count: files, size: formatBytes(t, bytes) })}</p>
      {broken.length === 0 ? null : (
        <Notice tone="medium" isInset>
          {t('support.broken', { names: namesInRow(broken) })}
        </Notice>
      )}
    </>
  )
}
