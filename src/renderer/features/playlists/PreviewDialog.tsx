import { Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContentById } from '../../app/hooks/content.ts'
import { every, measure } from '../../app/time.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { lengthInWords } from './length-words.ts'
import styles from './Preview.module.css'
import { beginOf, placeAt } from './play-place.ts'
import type { PlaylistItem } from './playlist-draft.ts'
import { secondsOf } from './playlist-row.ts'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const
const SPEEDS = ['1', '10', '60'] as const
type Speed = (typeof SPEEDS)[number]
/** The time goes on in steps: nothing glides. */
const STEP_MS = 250

interface PreviewDialogProps {
  readonly name: string
  readonly items: readonly PlaylistItem[]
  readonly onClose: () => void
}

/** A list as it plays: what is shown when, and for how long. The pictures themselves are not on this PC. */
export function PreviewDialog({ name, items, onClose }: PreviewDialogProps) {
  const { t } = useTranslation()
  const play = usePlay(items)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight') play.skip(1)
    else if (event.key === 'ArrowLeft') play.skip(-1)
    else if (event.key === 'k') play.toggle()
    else return
    event.preventDefault()
  }
  return (
    <Dialog
      title={t('playlists.preview.title', { name: inSentence(name) })}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('action.close')}</Button>}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are for the buttons inside. */}
      <div className={styles['preview']} onKeyDown={onKeyDown}>
        <Screen items={items} index={play.index} />
        <Strip items={items} index={play.index} elapsed={play.elapsed} />
        <div className={styles['controls']}>
          <IconButton label={t('playlists.preview.back')} icon={<SkipBack {...ICON} />} onClick={() => play.skip(-1)} />
          <Button autoFocus icon={play.isPlaying ? <Pause {...ICON} /> : <Play {...ICON} />} onClick={play.toggle}>
            {t(play.isPlaying ? 'playlists.preview.pause' : 'playlists.preview.play')}
          </Button>
          <IconButton
            label={t('playlists.preview.next')}
            icon={<SkipForward {...ICON} />}
            onClick={() => play.skip(1)}
          />
          <span className={styles['time']}>
            {t('playlists.preview.time', {
              now: lengthInWords(t, Math.floor(play.elapsed)),
              total: lengthInWords(t, secondsOf(items)),
            })}
          </span>
          <Segmented
            label={t('playlists.preview.speed')}
            value={play.speed}
            onChange={play.setSpeed}
            options={SPEEDS.map((value) => ({ value, text: t('playlists.preview.times', { n: value }) }))}
          />
        </div>
        <p className={styles['note']}>{t('playlists.preview.noPictures')}</p>
      </div>
    </Dialog>
  )
}

function usePlay(items: readonly PlaylistItem[]) {
  const [elapsed, setElapsed] = useState(0)
  const [isPlaying, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>('1')
  const total = secondsOf(items)
  useEffect(() => {
    if (!isPlaying || total === 0) return
    let last = measure()
    return every(STEP_MS, () => {
      const at = measure()
      const passed = ((at - last) / 1_000) * Number(speed)
      last = at
      setElapsed((before) => (before + passed) % total)
    })
  }, [isPlaying, speed, total])
  const index = placeAt(items, elapsed)?.index ?? 0
  return {
    elapsed,
    index,
    isPlaying,
    speed,
    setSpeed,
    toggle: () => setPlaying(!isPlaying),
    skip: (by: number) => setElapsed(beginOf(items, (index + by + items.length) % items.length)),
  }
}

/** What is shown now, in words. */
function Screen({ items, index }: { items: readonly PlaylistItem[]; index: number }) {
  const { t } = useTranslation()
  const contentOf = useContentById()
  const item = items[index]
  if (item === undefined) return null
  const content = contentOf(item.contentId)
  const length = lengthInWords(t, item.durationSeconds)
  return (
    <section aria-label={t('playlists.preview.screen')} className={styles['screen']}>
      <span className={styles['place']}>{t('playlists.preview.place', { place: index + 1, count: items.length })}</span>
      <strong className={styles['name']}>
        <bdi>{foreignText(content?.name ?? t('playlists.items.unknown'))}</bdi>
      </strong>
      <span className={styles['about']}>
        {content === undefined
          ? length
          : t('playlists.preview.about', { kind: t(`push.kind.${content.kind}`), length })}
      </span>
    </section>
  )
}

interface StripProps {
  readonly items: readonly PlaylistItem[]
  readonly index: number
  readonly elapsed: number
}

/** Every item as long as it plays, and where the play-through is. */
function Strip({ items, index, elapsed }: StripProps) {
  const share = (elapsed / Math.max(1, secondsOf(items))) * 100
  return (
    <div aria-hidden className={styles['strip']}>
      {items.map(({ id, durationSeconds }, place) => (
        <span
          key={id}
          className={styles['part']}
          data-current={place === index || undefined}
          style={{ flexGrow: durationSeconds }}
        />
      ))}
      <span className={styles['marker']} style={{ insetInlineStart: `${share}%` }} />
    </div>
  )
}
