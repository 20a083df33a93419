import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { Choices } from '../../components/Choices.tsx'
import { AskingDialog } from './AskingDialog.tsx'
import { FileProblem } from './FileProblem.tsx'
import { useFileRequest } from './use-file-request.ts'

type TakeInAs = IpcRequest<'quarantine:import'>['as']
type Imported = Extract<IpcResponse<'quarantine:import'>, { outcome: 'imported' }>

/** What is to become of refused changes is said before the file is chosen: they are taken in at once. */
export function ImportRefused({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { state, ask } = useFileRequest('quarantine:import')
  const [as, setAs] = useState<TakeInAs>('quarantined')
  const done = state.status === 'answered' && state.answer.outcome === 'imported' ? state.answer : null
  return (
    <AskingDialog
      title={
        done === null
          ? t('transfer.importRefused.title')
          : t('transfer.importRefused.doneTitle', { count: done.imported })
      }
      ask={t('transfer.chooseFile')}
      isAsking={state.status === 'asking'}
      isDone={done !== null}
      onAsk={() => void ask({ as })}
      onClose={onClose}
    >
      {done === null ? <Question as={as} onChange={setAs} /> : <Result as={as} done={done} />}
      <FileProblem state={state} />
    </AskingDialog>
  )
}

function Question({ as, onChange }: { as: TakeInAs; onChange: (as: TakeInAs) => void }) {
  const { t } = useTranslation()
  const [asRefused, asQueued] = [t('transfer.importRefused.asRefused'), t('transfer.importRefused.asQueued')]
  return (
    <>
      <p>{t('transfer.importRefused.what')}</p>
      <Choices
        label={t('transfer.importRefused.as')}
        value={as}
        onChange={onChange}
        options={[
          { value: 'quarantined', text: asRefused, help: t('transfer.importRefused.asRefusedHelp') },
          { value: 'queued', text: asQueued, help: t('transfer.importRefused.asQueuedHelp') },
        ]}
      />
    </>
  )
}

function Result({ as, done }: { as: TakeInAs; done: Imported }) {
  const { t } = useTranslation()
  const { imported, known, unreadable } = done
  const becameOf = as === 'queued' ? 'doneQueued' : 'doneRefused'
  const sentences = [
    ...(imported === 0 ? [] : [t(`transfer.importRefused.${becameOf}`, { count: imported })]),
    ...(known === 0 ? [] : [t('transfer.importRefused.known', { count: known })]),
    ...(unreadable === 0 ? [] : [t('transfer.importRefused.unreadable', { count: unreadable })]),
  ]
  return (
    <>
      {sentences.length === 0 ? <p>{t('transfer.importRefused.empty')}</p> : null}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  )
}
