import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { usePlaylistUses } from '../../app/hooks/playlists.ts'
import { Button } from '../../components/Button.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import styles from './Content.module.css'
import type { PlaylistUse } from './use-content-uses.ts'

const MAX_SHOWN = 50

/** The playlists that a piece stands in, and through them how many devices and schedules show it. */
export function ContentUses({ uses }: { uses: readonly PlaylistUse[] }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const usesOfPlaylist = usePlaylistUses()
  return (
    <section className={styles['section']} aria-label={t('content.detail.uses')}>
      <h3>{t('content.detail.uses')}</h3>
      {uses.length === 0 ? <p className={styles['muted']}>{t('content.detail.unused')}</p> : null}
      <ul className={styles['named']}>
        {uses.slice(0, MAX_SHOWN).map(({ id, name }) => {
          const { devices, schedules } = usesOfPlaylist(id)
          const through = [
            t('playlists.used.devices', { count: devices }),
            ...(schedules === 0 ? [] : [t('playlists.used.schedules', { count: schedules })]),
          ]
          return (
            <li key={id}>
              <Button tone="quiet" onClick={() => go('playlists', { playlistId: id })}>
                <bdi>{foreignText(name)}</bdi>
              </Button>
              <span className={styles['muted']}>{through.join(' · ')}</span>
            </li>
          )
        })}
      </ul>
      {uses.length > MAX_SHOWN ? (
        <p className={styles['muted']}>{t('content.used.more', { count: uses.length - MAX_SHOWN })}</p>
      ) : null}
    </section>
  )
}
