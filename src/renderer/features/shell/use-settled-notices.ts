import { useEffect, useEffectEvent } from 'react'
import type { IpcEvent } from '#shared/ipc/contract.ts'
import { useClient, useToasts, useUi } from '../../app/context.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { Say } from '../../stores/toast-store.ts'

const TOAST_OF = {
  conflicted: 'conflictToast',
  stale: 'staleToast',
  expired: 'expiredToast',
  unconfirmed: 'unconfirmedToast',
} as const

/** Says when a change did not go through. What went through is calm: its mark disappears. */
export function useSettledNotices(): void {
  const client = useClient()
  const addToast = useToasts((state) => state.add)
  const go = useUi((state) => state.go)

  const tell = useEffectEvent((event: IpcEvent<'operation:settled'>) => {
    // Every window hears of it; the one where it was done says it.
    if (!event.isOwn) return
    const { state, key, code } = event
    const name = inSentence(event.entityName)
    const scope = state === 'expired' || state === 'unconfirmed' ? 'history' : 'pending'
    // Conflicts have a page of their own, where they are decided.
    const show = () =>
      state === 'conflicted' ? go('conflicts', { operationKey: key }) : go('pending', { operationKey: key, scope })
    const action = { label: (t: Translate) => t('pending.done.show'), run: show }
    const say = (toast: string, one: Say, many: (t: Translate, count: number) => string): void => {
      addToast({ tone: 'problem', group: toast, action, text: (t, count) => (count === 1 ? one(t) : many(t, count)) })
    }
    switch (state) {
      case 'quarantined': {
        const what = event.message === null ? name : `${name}. ${event.message}`
        const toast = code === 'device-failed' ? 'deviceFailedToast' : 'refusedToast'
        return say(
          toast,
          (t) => t(`pending.done.${toast}`, { what }),
          (t, count) => t(`pending.done.${toast}Many`, { count }),
        )
      }
      case 'conflicted':
      case 'stale':
      case 'expired':
      case 'unconfirmed': {
        const toast = TOAST_OF[state]
        return say(
          toast,
          (t) => t(`pending.done.${toast}`, { name }),
          (t, count) => t(`pending.done.${toast}Many`, { count }),
        )
      }
      default:
    }
  })

  useEffect(() => client.subscribe('operation:settled', (event) => tell(event)), [client])
}
