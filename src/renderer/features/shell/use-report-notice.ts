import { useEffect } from 'react'
import { useOutpost } from '../../app/context.tsx'
import type { Translate } from '../../i18n/setup.ts'

/** Says, on whatever page, that a report could not be written by itself; once for as long as the reason is the same. */
export function useReportNotice(): void {
  const { client, toasts, ui } = useOutpost()
  useEffect(() => {
    let said: string | null = null
    return client.subscribe('reports:schedule-changed', ({ last }) => {
      const problem = last?.problem ?? null
      if (problem !== null && problem !== said) {
        toasts.getState().add({
          tone: 'problem',
          isOfApp: true,
          group: 'scheduled-report',
          text: (t) => t('performance.schedule.failed', { problem }),
          action: {
            label: (t: Translate) => t('performance.schedule.show'),
            run: () => ui.getState().go('performance', { topic: 'reports' }),
          },
        })
      }
      said = problem
    })
  }, [client, toasts, ui])
}
