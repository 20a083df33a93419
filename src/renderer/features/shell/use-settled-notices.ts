import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { IpcEvent } from '#shared/ipc/contract.ts'
import { useClient, useToasts, useUi } from '../../app/context.tsx'

/** Says when a change did not go through. What went through is calm: its mark disappears. */
export function useSettledNotices(): void {
  const { t } = useTranslation()
  const client = useClient()
  const addToast = useToasts((state) => state.add)
  const go = useUi((state) => state.go)

  const tell = useEffectEvent((event: IpcEvent<'operation:settled'>) => {
    const { state, key, entityName: name } = event
    const action = { label: t('pending.done.show'), run: () => go('pending', { operationKey: key }) }
    const problem = { tone: 'problem', group: state, action } as const
    if (state === 'quarantined') {
      const what = event.message === null ? name : `${name}. ${event.message}`
      const one = t('pending.done.refusedToast', { what })
      addToast({ ...problem, text: (count) => (count === 1 ? one : t('pending.done.refusedToastMany', { count })) })
    } else if (state === 'conflicted') {
      const one = t('pending.done.conflictToast', { name })
      addToast({ ...problem, text: (count) => (count === 1 ? one : t('pending.done.conflictToastMany', { count })) })
    } else if (state === 'expired') {
      addToast({ ...problem, text: t('pending.done.expiredToast', { name }) })
    }
  })

  useEffect(() => client.subscribe('operation:settled', (event) => tell(event)), [client])
}
