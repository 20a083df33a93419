import i18next from 'i18next'
import { isSpoken, LANGUAGE_NAMES, SOURCE_LANGUAGE, type SpokenLanguage } from '#shared/i18n/languages.ts'
import type { Translate } from '../i18n/setup.ts'
import { speak } from '../i18n/spoken.ts'
import type { Outpost } from './context.tsx'
import { createFetchAnew, type FetchAnew } from './fetch-anew.ts'

const fetchers = new Map<SpokenLanguage, FetchAnew>()

function fetcherOf(language: SpokenLanguage): FetchAnew {
  const fetchAnew = fetchers.get(language) ?? createFetchAnew()
  fetchers.set(language, fetchAnew)
  return fetchAnew
}

/**
 * Resolves when the texts are there in which the page was opened: the main process writes the language into its first line.
 * Nothing may be drawn before. What cannot be read is asked for again when the settings are known, and said then.
 */
export async function speakFromTheStart(root: HTMLElement): Promise<void> {
  const { lang } = root
  if (lang !== SOURCE_LANGUAGE && isSpoken(lang)) await speak(lang, fetcherOf(lang))
}

/** Keeps the window in the language that the settings mean. A language that cannot be read is said; the one before stays. */
export function followSpokenLanguage({ app, toasts }: Pick<Outpost, 'app' | 'toasts'>): () => void {
  let wanted: string = i18next.language
  const ask = async (language: SpokenLanguage): Promise<void> => {
    const isRead = await speak(language, fetcherOf(language))
    if (isRead || wanted !== language) return
    toasts.getState().add({
      tone: 'problem',
      isOfApp: true,
      group: 'language',
      text: (t) => t('languages.notRead', { language: LANGUAGE_NAMES[language] }),
      action: { label: (t: Translate) => t('action.tryAgain'), run: () => void ask(language) },
    })
  }
  const apply = (): void => {
    const language = app.getState().settings?.language
    if (language === undefined || language === wanted) return
    wanted = language
    void ask(language)
  }
  apply()
  return app.subscribe((state, before) => {
    if (state.settings !== before.settings) apply()
  })
}
