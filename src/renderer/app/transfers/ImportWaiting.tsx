import { useTranslation } from 'react-i18next'
import type { BundleSummary } from '#shared/domain/transfer.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useUi } from '../context.tsx'
import { BrokenSignature, BundleEffect, BundleFacts } from './BundleView.tsx'
import { FileProblem } from './FileProblem.tsx'
import styles from './transfers.module.css'
import { type FileRequestState, useFileRequest } from './use-file-request.ts'

type Inspection = Extract<IpcResponse<'bundle:inspect'>, { outcome: 'inspected' }>
type Done = Extract<IpcResponse<'bundle:import'>, { outcome: 'imported' }>

interface ImportWaitingProps {
  readonly inspection: FileRequestState<'bundle:inspect'>
  readonly onClose: () => void
}

/** What a signed file is and what importing it would do; a person decides; then what came of it. */
export function ImportWaiting({ inspection, onClose }: ImportWaitingProps) {
  const { t } = useTranslation()
  const { state, ask } = useFileRequest('bundle:import')
  const found = inspectedIn(inspection)
  const done = state.status === 'answered' && state.answer.outcome === 'imported' ? state.answer : null
  const token = found !== null && found.summary.fresh > 0 ? found.token : null
  const isWorking = state.status === 'asking'
  const isOver = done !== null || (token === null && inspection.status !== 'asking')
  const submit = () => {
    if (token !== null && done === null && !isWorking) void ask({ token })
  }
  return (
    <Dialog
      title={
        done === null
          ? t('transfer.importWaiting.title')
          : t('transfer.importWaiting.doneTitle', { count: done.imported })
      }
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          {done === null || done.imported === 0 ? null : <ShowButton onClose={onClose} />}
          {/* A new button when it is over: it takes the focus from the one that went. */}
          <Button key={done === null ? 'before' : 'after'} autoFocus onClick={onClose}>
            {isOver ? t('action.close') : t('action.cancel')}
          </Button>
          {found === null || token === null || done !== null ? null : (
            <Button tone="primary" isSubmit disabled={isWorking}>
              {isWorking ? t('transfer.working') : t('transfer.importWaiting.submit', { count: found.summary.fresh })}
            </Button>
          )}
        </>
      }
    >
      {found === null ? <NoFile inspection={inspection} /> : null}
      {found === null || done !== null ? null : <Found inspection={found} />}
      {done === null || found === null ? null : <Result summary={found.summary} done={done} />}
      <FileProblem state={state} />
    </Dialog>
  )
}

function inspectedIn(state: FileRequestState<'bundle:inspect'>): Inspection | null {
  return state.status === 'answered' && state.answer.outcome === 'inspected' ? state.answer : null
}

/** The file is being chosen or read, or is none. */
function NoFile({ inspection }: Pick<ImportWaitingProps, 'inspection'>) {
  const { t } = useTranslation()
  const isBroken =
    inspection.status === 'answered' &&
    inspection.answer.outcome === 'refused' &&
    inspection.answer.problem.code === 'damaged'
  return (
    <>
      {inspection.status === 'asking' ? <p className={styles['muted']}>{t('transfer.asking')}</p> : null}
      {isBroken ? <BrokenSignature /> : null}
      <FileProblem state={inspection} />
    </>
  )
}

function Found({ inspection }: { inspection: Inspection }) {
  const { summary, problems, fileName } = inspection
  return (
    <>
      {problems.map(({ code, message }) => (
        <Notice key={code} role="alert" tone="critical" isInset>
          {message}
        </Notice>
      ))}
      <BundleFacts fileName={fileName} summary={summary} />
      {problems.length === 0 ? <BundleEffect summary={summary} /> : null}
    </>
  )
}

function Result({ summary, done }: { summary: BundleSummary; done: Done }) {
  const { t } = useTranslation()
  const { imported, known } = done
  return (
    <>
      {imported === 0 ? null : <p>{t('transfer.importWaiting.done', { count: imported })}</p>}
      {imported === 0 || summary.ofOthers === 0 ? null : <p>{t('transfer.importWaiting.doneOfOthers')}</p>}
      {known === 0 ? null : <p>{t('transfer.importWaiting.doneKnown', { count: known })}</p>}
    </>
  )
}

function ShowButton({ onClose }: Pick<ImportWaitingProps, 'onClose'>) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  return (
    <Button
      onClick={() => {
        onClose()
        go('pending', { scope: 'pending' })
      }}
    >
      {t('transfer.importWaiting.show')}
    </Button>
  )
}
