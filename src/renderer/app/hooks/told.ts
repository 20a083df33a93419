import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { useToasts } from '../context.tsx'

/** Starts something whose success is seen where it shows. That it did not work is said in a notice. */
export function useTold(): (act: Promise<unknown>) => void {
  const addToast = useToasts((state) => state.add)
  return (act) =>
    void act.catch((error: unknown) => {
      addToast({ tone: 'problem', text: (t) => t('failure.said', { reason: errorSentence(t, toRequestError(error)) }) })
    })
}
