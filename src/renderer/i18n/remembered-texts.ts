import type { i18n, TFunction } from 'i18next'

type Look = (key: unknown, ...values: unknown[]) => string

/**
 * Texts without values are looked up once. All who draw share one function in each language, so that what they have made of
 * texts can be shared as well: looking up takes longer than drawing. Texts must not change while the app runs; the language may,
 * and whoever draws in the language that is shown gets another function when that changes.
 */
export function rememberTexts(texts: i18n): void {
  const make = texts.getFixedT.bind(texts) as unknown as (...of: unknown[]) => TFunction
  const made = new Map<string, TFunction>()
  const shared = (...of: unknown[]): TFunction => {
    const key = JSON.stringify([texts.language, ...of])
    const known = made.get(key) ?? remembering(make(...of))
    made.set(key, known)
    return known
  }
  texts.getFixedT = shared
}

function remembering(t: TFunction): TFunction {
  const look = t as unknown as Look
  const known = new Map<unknown, string>()
  const remembered: Look = (key, ...values) => {
    if (values.length > 0) return look(key, ...values)
    const text = known.get(key) ?? look(key)
    known.set(key, text)
    return text
  }
  return Object.assign(remembered, t)
}
