import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import { Button } from '../../components/Button.tsx'
import { classes } from '../../components/classes.ts'
import { formatDecimal, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { defaultOf, isPossible, problemOf, rangeOf } from './check-setting.ts'
import { durationInWords } from './duration.ts'
import { SettingControl } from './SettingControl.tsx'
import styles from './SettingsPage.module.css'
import type { SettingEntry, SettingKind, SettingName } from './setting-groups.ts'
import { useChangeSettings } from './use-change-setting.ts'

interface SettingRowProps {
  readonly entry: SettingEntry
  readonly settings: EffectiveSettings
}

/** One setting: its name and meaning, its control, its default and where its value comes from. */
export function SettingRow({ entry, settings }: SettingRowProps) {
  const { t } = useTranslation()
  const { name, kind } = entry
  const label = t(`settings.item.${name}.name`)
  const id = useId()
  const change = useChangeSettings()
  const [problem, setProblem] = useState<string | null>(null)
  const source = settings.sources[name] ?? 'default'
  const value = settings.values[name]
  const standard = defaultOf(name)

  async function set(next: unknown): Promise<void> {
    if (!isPossible(name, next)) {
      setProblem(rangeInWords(t, name, kind) ?? problemOf(name, next) ?? t('devices.invalid.other'))
      return
    }
    setProblem(await change({ [name]: next }))
  }

  /** Hands the setting back to the policy, the environment or its default. */
  async function inherit(): Promise<void> {
    setProblem(await change({ [name]: { inherit: true } }))
  }

  return (
    <div className={styles['row']}>
      <div className={styles['words']}>
        {kind.type === 'choice' ? (
          <span className={styles['name']}>{label}</span>
        ) : (
          <label htmlFor={id} className={styles['name']}>
            {label}
          </label>
        )}
        <p id={`${id}-help`} className={styles['help']}>
          {t(`settings.item.${name}.help`)}
        </p>
      </div>
      <div className={styles['control']}>
        <SettingControl id={id} label={label} kind={kind} value={value} isWrong={problem !== null} onChange={set} />
        <p
          role={problem === null ? undefined : 'alert'}
          className={classes(styles['note'], problem !== null && styles['error'])}
        >
          {problem ?? note()}
        </p>
      </div>
    </div>
  )

  function note(): ReactNode {
    const standardText = t('settings.defaultIs', { value: valueInWords(t, kind, standard) })
    if (source === 'default') return standardText
    return (
      <>
        {standardText} · {t(`settings.source.${source}`)}
        {source === 'settings' ? (
          <Button tone="quiet" className={styles['reset']} onClick={() => void inherit()}>
            {t('settings.reset')}
          </Button>
        ) : null}
      </>
    )
  }
}

function rangeInWords(t: Translate, name: SettingName, kind: SettingKind): string | null {
  const range = rangeOf(name)
  if (range === null) return null
  const say = (value: number) => (kind.type === 'duration' ? durationInWords(t, value) : formatNumber(value))
  if (range.max === null) return t('settings.rangeOpen', { min: say(range.min) })
  return t('settings.range', { min: say(range.min), max: say(range.max) })
}

function valueInWords(t: Translate, kind: SettingKind, value: unknown): string {
  if (kind.type === 'duration') return value === null ? t('settings.never') : durationInWords(t, Number(value))
  if (value === null) return kind.type === 'number' ? t('settings.noLimit') : t('settings.none')
  if (typeof value === 'boolean') return value ? t('settings.on') : t('settings.off')
  if (kind.type === 'choice') return t(`settings.option.${value as 'dark'}`)
  if (kind.type === 'number') {
    const number = formatDecimal(Number(value))
    return kind.unit === 'count' ? number : `${number} ${t(`settings.unit.${kind.unit}`)}`
  }
  if (value === '') return t('settings.none')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
