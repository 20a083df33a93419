import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Binding } from '#shared/board/document.ts'
import { useBindings } from '../../../app/board/use-bindings.ts'
import { foreignText } from '../../../i18n/foreign-text.ts'
import { formatNumber } from '../../../i18n/format.ts'
import styles from './Editor.module.css'

/** What a binding comes to at this moment. */
export function LiveValue({ binding }: { binding: Binding }) {
  const { t } = useTranslation()
  const bindings = useMemo(() => ({ value: binding }), [binding])
  const bound = useBindings(bindings)['value']
  return (
    <p className={styles['live']}>
      <span className={styles['muted']}>{t('boardEditor.now')}</span> <bdi>{words()}</bdi>
    </p>
  )

  function words(): string {
    if (bound === undefined || bound.state === 'connecting') return t('boardWidgets.connecting')
    if (bound.problem !== null) return bound.problem
    if (Array.isArray(bound.value)) {
      return t('boardEditor.lines', { count: bound.value.length, n: formatNumber(bound.value.length) })
    }
    return bound.value === null || bound.text === '' ? t('boardWidgets.noValue') : foreignText(bound.text)
  }
}
