import { useTranslation } from 'react-i18next'
import { FLAGS, type Flag, type FlagState } from '#shared/domain/flags.ts'
import { useFlags } from '../../app/hooks/flags.ts'
import { now } from '../../app/time.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { formatDay, formatDecimal } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './SettingsPage.module.css'

/** Which variant of each trial this PC has, and why. Another one is chosen in the rows below. */
export function FlagsPart() {
  const { t } = useTranslation()
  const { value, error } = useFlags()
  return (
    <div className={styles['form']}>
      <p className={styles['help']}>{t('usage.flags.intro')}</p>
      {error === null ? null : (
        <p role="alert" className={styles['error']}>
          {errorSentence(t, error)}
        </p>
      )}
      {value === null && error === null ? <p role="status">{t('usage.flags.loading')}</p> : null}
      {value === null ? null : (
        <DescriptionList
          items={value.flags.map((flag) => ({
            term: t(`settings.item.${FLAGS[flag.name].setting}.name`),
            value: `${t(`settings.option.${flag.variant as 'line'}`)} · ${originOf(flag)} · ${untilOf(flag)}`,
          }))}
        />
      )}
    </div>
  )

  function originOf({ name, variant, origin }: FlagState): string {
    const { variants }: Flag = FLAGS[name]
    const all = variants.reduce((sum, { weight }) => sum + weight, 0)
    const weight = variants.find((one) => one.name === variant)?.weight ?? 0
    const share = t('analytics.percent', { n: formatDecimal(Math.round((weight / all) * 100)) })
    return t(`usage.flags.origin.${origin}`, { share })
  }
  function untilOf({ name }: FlagState): string {
    const [year = 0, month = 1, day = 1] = FLAGS[name].expiresOn.split('-').map(Number)
    return t('usage.flags.until', { day: formatDay(new Date(year, month - 1, day).getTime(), now()) })
  }
}
