import { useTranslation } from 'react-i18next'
import { useNow } from '../../../../app/time.ts'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatAge, formatMomentAhead } from '../../../../i18n/format.ts'
import { Figure, NothingIn, NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { textOption, type WidgetProps } from '../widget-types.ts'
import { momentOf, numberOf } from '../widget-values.ts'

/** How long until a moment. */
export function Countdown({ options, values }: WidgetProps) {
  const { t } = useTranslation()
  const now = useNow(1_000)
  const bound = values['value']
  const written = textOption(options, 'until')
  const until = momentOf(numberOf(bound?.value)) ?? writtenMoment(written)
  if (until === null && bound !== undefined) return <NoValue bound={bound} />
  if (until === null) return <NothingIn text={t(written === '' ? 'boardWidgets.noMoment' : 'boardWidgets.badMoment')} />
  const doneText = textOption(options, 'doneText')
  if (until <= now) return <NothingIn text={doneText === '' ? t('boardWidgets.over') : foreignText(doneText)} />
  return (
    <div className={styles['middle']}>
      <Figure text={formatAge(t, until - now)} />
      <p className={styles['note']}>{t('boardWidgets.until', { at: formatMomentAhead(until, now) })}</p>
    </div>
  )
}

/** `2026-12-24T18:00`, by the clock of this PC where it names no zone. */
function writtenMoment(text: string): number | null {
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}
