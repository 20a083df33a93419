import { useTranslation } from 'react-i18next'
import type { ChosenFiles, UploadAct, UploadStatus } from '#shared/domain/uploads.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useClient, useToasts } from '../../app/context.tsx'
import { useFollowed } from '../../app/hooks/followed.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'

type Answer = IpcResponse<'uploads:choose'>
const NONE: readonly UploadStatus[] = []

/** Files on their way to the server, and what can be done about them. */
export function useUploads() {
  const { t } = useTranslation()
  const client = useClient()
  const addToast = useToasts((state) => state.add)
  const [told] = useFollowed('uploads:list', 'uploads:changed')

  const tell = (text: string, tone: 'problem' | undefined): void => {
    addToast({ text, ...(tone === undefined ? {} : { tone }) })
  }

  async function said(ask: () => Promise<Answer>): Promise<void> {
    try {
      const answer = await ask()
      if (answer.outcome === 'refused') tell(t('content.upload.refused', { reason: answer.message }), 'problem')
      else if (answer.outcome === 'chosen') sayChosen(answer)
    } catch (error) {
      tell(t('content.upload.refused', { reason: errorSentence(t, toRequestError(error)) }), 'problem')
    }
  }

  function sayChosen({ added, refused }: ChosenFiles): void {
    const [first] = refused
    const taken = added === 0 ? [] : [t('content.upload.added', { count: added })]
    if (first === undefined) return tell(taken.join(''), undefined)
    const name = inSentence(first.fileName)
    const one = t('content.upload.notTaken', { name, reason: t(`content.problem.${first.problem}`) })
    const more = refused.length === 1 ? [] : [t('content.upload.moreNotTaken', { count: refused.length - 1 })]
    tell([...taken, one, ...more].join(' '), 'problem')
  }

  return {
    uploads: told?.uploads ?? NONE,
    choose: (folder: string) => said(() => client.request('uploads:choose', { folder })),
    chooseAgain: (key: string) => said(() => client.request('uploads:choose-again', { key })),
    renew: (contentId: string) => said(() => client.request('uploads:renew', { contentId })),
    drop: (files: readonly File[], folder: string) => said(() => client.dropFiles(files, folder)),
    act: async (keys: readonly string[], act: UploadAct): Promise<void> => {
      try {
        await client.request('uploads:act', { keys: [...keys], act })
      } catch (error) {
        tell(errorSentence(t, toRequestError(error)), 'problem')
      }
    },
  }
}

export type Uploads = ReturnType<typeof useUploads>
