import { en } from './en/texts.ts'
import { formatNumber } from './format.ts'
import { namesInRow } from './format-lists.ts'
import type { Translate } from './setup.ts'

/** A code from a newer version, readable at least. */
export function readable(code: string): string {
  return code.replaceAll('-', ' ')
}

/** Why something was refused, as a phrase; null: this version does not know the code. */
export function refusalPhrase(t: Translate, code: string): string | null {
  return Object.hasOwn(en.codes.refusal, code) ? t(`codes.refusal.${code as 'invalid'}`) : null
}

/** What went wrong last, in the words of whoever said it, with what its code means and the code itself. */
export function lastErrorInWords(t: Translate, { code, message }: { code: string; message: string }): string {
  const words = refusalPhrase(t, code)
  return words === null ? t('codes.bare', { message, code }) : t('codes.detail', { message, words, code })
}

/** How many messages were left out, by cause; null: none was. */
export function dropsInWords(t: Translate, dropped: Readonly<Record<string, number>>): string | null {
  const causes = Object.entries(dropped).filter(([, count]) => count > 0)
  if (causes.length === 0) return null
  return namesInRow(
    causes.map(([cause, count]) => t('codes.counted', { words: dropPhrase(t, cause), n: formatNumber(count) })),
  )
}

function dropPhrase(t: Translate, cause: string): string {
  return Object.hasOwn(en.codes.drop, cause) ? t(`codes.drop.${cause as 'gap'}`) : readable(cause)
}
