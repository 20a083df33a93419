import type { ChosenFiles, UploadAct, UploadStatus } from '#shared/domain/uploads.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useClient, useToasts } from '../../app/context.tsx'
import { useFollowed } from '../../app/hooks/followed.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import { sentencesInRow } from '../../i18n/format-lists.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { Say } from '../../stores/toast-store.ts'

type Answer = IpcResponse<'uploads:choose'>
const NONE: readonly UploadStatus[] = []

/** Files on their way to the server, and what can be done about them. */
export function useUploads() {
  const client = useClient()
  const addToast = useToasts((state) => state.add)
  const [told] = useFollowed('uploads:list', 'uploads:changed')

  const tell = (text: Say, tone: 'problem' | undefined): void => {
    addToast({ text, ...(tone === undefined ? {} : { tone }) })
  }

  async function said(ask: () => Promise<Answer>): Promise<void> {
    try {
      const answer = await ask()
      if (answer.outcome === 'refused') tell((t) => t('content.upload.refused', { reason: answer.message }), 'problem')
      else if (answer.outcome === 'chosen') sayChosen(answer)
    } catch (error) {
      tell((t) => t('content.upload.refused', { reason: errorSentence(t, toRequestError(error)) }), 'problem')
    }
  }

  function sayChosen(chosen: ChosenFiles): void {
    tell((t) => chosenInWords(t, chosen), chosen.refused.length === 0 ? undefined : 'problem')
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
        tell((t) => errorSentence(t, toRequestError(error)), 'problem')
      }
    },
  }
}

export type Uploads = ReturnType<typeof useUploads>

function chosenInWords(t: Translate, { added, refused }: ChosenFiles): string {
  const [first] = refused
  const taken = added === 0 ? '' : t('content.upload.added', { count: added })
  if (first === undefined) return taken
  const name = inSentence(first.fileName)
  const one = t('content.upload.notTaken', { name, reason: t(`content.problem.${first.problem}`) })
  const more = refused.length === 1 ? '' : t('content.upload.moreNotTaken', { count: refused.length - 1 })
  return sentencesInRow([taken, one, more])
}
