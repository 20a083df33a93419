import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Something that is read for each language when it is first wanted, and kept. */
export interface TranslatedPart<T> {
  readonly held: Map<string, T>
  /** Undefined: there is none in this language. */
  readonly read: (language: string) => Promise<T | undefined>
}

/**
 * The part in the language that is spoken. Undefined while it is read; null: there is none, or it could not be read, which is tried
 * again when it is shown the next time.
 */
export function useTranslatedPart<T>(part: TranslatedPart<T>): T | null | undefined {
  const { language } = useTranslation().i18n
  // Of which language it is known whether it is there.
  const [known, setKnown] = useState<string | null>(null)
  const isHeld = part.held.has(language)
  useEffect(() => {
    if (isHeld) return
    let isGone = false
    const take = (read: T | undefined): void => {
      if (read !== undefined) part.held.set(language, read)
      if (!isGone) setKnown(language)
    }
    void part.read(language).then(take, () => take(undefined))
    return () => {
      isGone = true
    }
  }, [part, language, isHeld])
  return part.held.get(language) ?? (known === language ? null : undefined)
}
