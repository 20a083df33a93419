import { useTranslation } from 'react-i18next'
import { LANGUAGE_NAMES, LANGUAGES, type LanguageSetting } from '#shared/i18n/languages.ts'
import { useApp } from '../../app/context.tsx'
import { useLockReason } from '../../app/hooks/locks.ts'
import type { PaletteEntry } from './palette-entries.ts'

/** What a language is called in English: by that it is found whatever is shown. */
function englishNameOf(language: LanguageSetting): string {
  return language === 'system' ? 'system' : (new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? '')
}

/** The languages that are not chosen. */
export function useLanguageEntries(choose: (language: string) => void): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const chosen = useApp((state) => state.settings?.values.language)
  const whyNot = useLockReason('language')
  return LANGUAGES.filter((language) => language !== chosen).map((language) => ({
    id: `language-${language}`,
    group: t('palette.actions'),
    text:
      language === 'system' ? t('languages.speakSystem') : t('languages.speak', { language: LANGUAGE_NAMES[language] }),
    hint: '',
    alsoFoundBy: `language ${englishNameOf(language)} ${language}`,
    whyNot,
    run: () => choose(language),
  }))
}
