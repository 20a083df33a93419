import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useContentChoices } from '../../app/hooks/content.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import type { PaletteEntry } from './palette-entries.ts'

/** Every piece of content by its name and its tags; it opens in its details. */
export function useContentEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const { content } = useContentChoices()
  return useMemo(
    () =>
      content.map(({ id, name, kind, tags }) => ({
        id: `content-${id}`,
        group: t('nav.content'),
        text: foreignText(name),
        hint: t(`push.kind.${kind}`),
        alsoFoundBy: tags.join(' '),
        run: () => go('content', { contentId: id }),
      })),
    [t, go, content],
  )
}
