import type { EntityType } from '#shared/domain/ids.ts'
import { LOCALES } from '#shared/i18n/languages.ts'
import type { RequestError } from '../ipc/client.ts'
import { en } from './en/texts.ts'
import { formatDayAndTime } from './format.ts'
import { namesInRow } from './format-lists.ts'
import { formatWeekday } from './format-week.ts'
import type { Translate } from './setup.ts'
import { shownLocale } from './shown-locale.ts'

/** Turns ids inside values into names where this PC knows them, for example a playlist's. */
export type NameOf = (entityType: EntityType, id: string) => string | undefined

export function errorSentence(t: Translate, error: RequestError): string {
  const sentence = t(`error.code.${error.code}`)
  const isGeneral = error.code === 'internal' || error.code === 'bad-request'
  if (isGeneral || error.message === '') return sentence
  // The message is in English, or in what a server speaks: elsewhere the words of the code stand before it.
  return shownLocale() === LOCALES.en ? error.message : t('languages.detailed', { sentence, detail: error.message })
}

/** A field's value in words. */
export function valueInWords(t: Translate, field: string, value: unknown, nameOf?: NameOf): string {
  if (value === null || value === undefined) return t('field.none')
  if (value === '' || (Array.isArray(value) && value.length === 0)) return t('field.empty')
  if (typeof value === 'boolean') return value ? t('field.yes') : t('field.no')
  if (field === 'shelvedUntil' && typeof value === 'number') return formatDayAndTime(value)
  if (field === 'playlistId' && typeof value === 'string') return nameOf?.('playlist', value) ?? value
  if (field === 'days' && Array.isArray(value)) return namesInRow(value.map((day) => formatWeekday(Number(day))))
  if (field === 'deviceIds' && Array.isArray(value)) {
    return namesInRow(value.map((id) => nameOf?.('device', String(id)) ?? String(id)))
  }
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return namesInRow(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function fieldInWords(t: Translate, field: string): string {
  return field in en.field ? t(`field.${field as 'name'}`) : field
}
