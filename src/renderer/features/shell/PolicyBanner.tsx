import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useUi } from '../../app/context.tsx'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { formatNumber } from '../../i18n/format.ts'

/** The administrator's file is wrong: which file, where, and what counts meanwhile. */
export function PolicyBanner() {
  const { t } = useTranslation()
  const policy = useApp((state) => state.settings?.policy)
  const go = useUi((state) => state.go)
  // A file that was changed since is another matter.
  const [seen, setSeen] = useState<number | null>(null)
  const [problem, ...others] = policy?.problems ?? []
  if (policy === undefined || problem === undefined) return null
  const { line, column, message } = problem
  const where =
    line === null ? '' : t('workplace.policy.where', { line: formatNumber(line), column: formatNumber(column ?? 1) })
  const said = { file: policy.file ?? '', where, message }
  const show = <Button onClick={() => go('settings', { topic: 'policy' })}>{t('workplace.policy.show')}</Button>
  if (policy.state === 'unreadable') {
    return (
      <Notice role="alert" tone="medium" action={show}>
        {t('workplace.policy.bannerUnreadable', said)}
      </Notice>
    )
  }
  if (seen === policy.revision) return null
  return (
    <Notice
      role="status"
      tone="medium"
      action={
        <>
          {show}
          <Button onClick={() => setSeen(policy.revision)}>{t('action.dismiss')}</Button>
        </>
      }
    >
      {t('workplace.policy.banner', { ...said, count: others.length + 1 })}
    </Notice>
  )
}
