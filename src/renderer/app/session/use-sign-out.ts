import { useCallback } from 'react'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { useClient, useToasts, useUi } from '../context.tsx'

/** Signs out at once, or asks when something of the user still waits. What became of it is said by the banner. */
export function useSignOut(): () => Promise<void> {
  const client = useClient()
  const show = useUi((state) => state.show)
  const addToast = useToasts((state) => state.add)
  return useCallback(async () => {
    try {
      const { signedOut, waiting } = await client.request('session:sign-out', { force: false })
      if (!signedOut) show({ signOutWaiting: waiting })
    } catch (error) {
      addToast({ tone: 'problem', text: (t) => signOutProblem(t, error) })
    }
  }, [client, show, addToast])
}

export function signOutProblem(t: Translate, error: unknown): string {
  const failure = toRequestError(error)
  const reason = errorSentence(t, failure)
  // Signed out all the same: only a restart may not know of it.
  return failure.code === 'storage-failed' ? reason : t('session.signOutFailed', { reason })
}
