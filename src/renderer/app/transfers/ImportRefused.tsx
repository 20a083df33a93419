import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { Choices } from '../../components/Choices.tsx'
import { AskingDialog } from './AskingDialog.tsx'
import { FileProblem } from './FileProblem.tsx'
import { useFileRequest } from './use-file-request.ts'

type How = IpcRequest<'quarantine:import'>
type Imported = Extract<IpcResponse<'quarantine:import'>, { outcome: 'imported' }>

/** What is to become of refused changes is said before the file is chosen: they are taken in at once. */
export function ImportRefused({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { state, ask } = useFileRequest('quarantine:import')
  const [how, setHow] = useState<How>({ as: 'quarantined', givenUp: 'left-out' })
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
      onAsk={() => void ask(how)}
      onClose={onClose}
    >
      {done === null ? <Question how={how} onChange={setHow} /> : <Result as={how.as} done={done} />}
      <FileProblem state={state} />
    </AskingDialog>
  )
}

function Question({ how, onChange }: { how: How; onChange: (how: How) => void }) {
  const { t } = useTranslation()
  const [asRefused, asQueued] = [t('transfer.importRefused.asRefused'), t('transfer.importRefused.asQueued')]
  const [leftOut, madeAgain] = [t('transfer.importRefused.leftOut'), t('transfer.importRefused.madeAgain')]
  return (
    <>
      <p>{t('transfer.importRefused.what')}</p>
      <Choices
        label={t('transfer.importRefused.as')}
        value={how.as}
        onChange={(as) => onChange({ ...how, as })}
        options={[
          { value: 'quarantined', text: asRefused, help: t('transfer.importRefused.asRefusedHelp') },
          { value: 'queued', text: asQueued, help: t('transfer.importRefused.asQueuedHelp') },
        ]}
      />
      <Choices
        label={t('transfer.importRefused.ofGivenUp')}
        value={how.givenUp}
        onChange={(givenUp) => onChange({ ...how, givenUp })}
        options={[
          { value: 'left-out', text: leftOut, help: t('transfer.importRefused.leftOutHelp') },
          { value: 'made-again', text: madeAgain, help: t('transfer.importRefused.madeAgainHelp') },
        ]}
      />
    </>
  )
}

function Result({ as, done }: { as: How['as']; done: Imported }) {
  const { t } = useTranslation()
  const { imported, known, givenUp, unreadable } = done
  const becameOf = as === 'queued' ? 'doneQueued' : 'doneRefused'
  const sentences = [
    ...(imported === 0 ? [] : [t(`transfer.importRefused.${becameOf}`, { count: imported })]),
    ...(known === 0 ? [] : [t('transfer.importRefused.known', { count: known })]),
    ...(givenUp === 0 ? [] : [t('transfer.importRefused.givenUp', { count: givenUp })]),
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
