import type { StartPage } from '#shared/domain/window-route.ts'
import { isSpoken, LANGUAGE_NAMES, type SpokenLanguage } from '#shared/i18n/languages.ts'
import { en } from '../../i18n/en/texts.ts'
import { formatDecimal, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { rangeOf } from './check-setting.ts'
import { durationInWords } from './duration.ts'
import type { SettingKind, SettingName } from './setting-groups.ts'

/** The possible values of a number, in words; null: it is no number, or any is possible. */
export function rangeInWords(t: Translate, name: SettingName, kind: SettingKind): string | null {
  const range = rangeOf(name)
  if (range === null) return null
  const say = (value: number) => (kind.type === 'duration' ? durationInWords(t, value) : formatNumber(value))
  if (range.max === null) return t('settings.rangeOpen', { min: say(range.min) })
  return t('settings.range', { min: say(range.min), max: say(range.max) })
}

type Option = keyof typeof en.settings.option | StartPage | SpokenLanguage

/** One of the values to choose from; pages go by the name that they have everywhere, languages by their own. */
export function optionInWords(t: Translate, option: Option): string {
  if (isSpoken(option)) return LANGUAGE_NAMES[option]
  return option in en.nav ? t(`nav.${option as StartPage}`) : t(`settings.option.${option as 'dark'}`)
}

/** A value of a setting as a person would say it. */
export function settingInWords(t: Translate, kind: SettingKind, value: unknown): string {
  if (kind.type === 'duration') return value === null ? t('settings.never') : durationInWords(t, Number(value))
  if (value === null) return kind.type === 'number' ? t('settings.noLimit') : t('settings.none')
  if (typeof value === 'boolean') return value ? t('settings.on') : t('settings.off')
  if (kind.type === 'choice') return optionInWords(t, value as 'dark')
  if (kind.type === 'number') {
    const number = formatDecimal(Number(value))
    return kind.unit === 'count' ? number : `${number} ${t(`settings.unit.${kind.unit}`)}`
  }
  if (value === '') return t('settings.none')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
