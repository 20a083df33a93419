import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import type { PaletteEntry } from './palette-entries.ts'

/** Every playlist by its name; it opens in its editor. */
export function usePlaylistEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const { options } = usePlaylistNames()
  return useMemo(
    () =>
      options.map(({ value, label }) => ({
        id: `playlist-${value}`,
        group: t('nav.playlists'),
        text: foreignText(label),
        hint: '',
        run: () => go('playlists', { playlistId: value }),
      })),
    [t, go, options],
  )
}
