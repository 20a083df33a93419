import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { every } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { placeBeside, TOUR_STEPS, type TourStep } from './tour-steps.ts'
import styles from './Welcome.module.css'

/** What is pointed at moves when a banner comes or goes. */
const FOLLOW_MS = 400

/** Points at one part of the console after the other. Everything stays usable, and Esc ends it. */
export function Tour() {
  const { t } = useTranslation()
  const show = useUi((state) => state.show)
  const [index, setIndex] = useState(0)
  const note = useRef<HTMLElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const next = useRef<HTMLButtonElement>(null)
  const step = TOUR_STEPS[index] ?? 'strip'
  const isLast = index === TOUR_STEPS.length - 1
  const end = () => show({ isTourShown: false })

  useLayoutEffect(() => {
    const place = () => pointAt(step, note.current, ring.current)
    place()
    window.addEventListener('resize', place)
    const stop = every(FOLLOW_MS, place)
    return () => {
      window.removeEventListener('resize', place)
      stop()
    }
  }, [step])

  // It was asked for, so it may take the focus, and gives it back.
  useEffect(() => {
    const before = document.activeElement
    next.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    end()
  }
  const position = t('welcome.step', { step: index + 1, count: TOUR_STEPS.length })
  return (
    <>
      <div ref={ring} aria-hidden className={styles['ring']} />
      <section ref={note} aria-label={t('welcome.tour')} className={styles['note']} onKeyDown={onKeyDown}>
        <div aria-live="polite">
          <p className={styles['muted']}>{position}</p>
          <h2>{t(`welcome.steps.${step}.title`)}</h2>
          <p>{t(`welcome.steps.${step}.text`)}</p>
        </div>
        <div className={styles['actions']}>
          <Button ref={next} tone="primary" onClick={() => (isLast ? end() : setIndex(index + 1))}>
            {isLast ? t('welcome.finish') : t('welcome.next')}
          </Button>
          <Button disabled={index === 0} onClick={() => setIndex(index - 1)}>
            {t('welcome.back')}
          </Button>
          {isLast ? null : (
            <Button tone="quiet" onClick={end}>
              {t('welcome.end')}
            </Button>
          )}
        </div>
      </section>
    </>
  )
}

/** Draws the ring around the part and puts the note beside it; in a corner when the part is not on screen. */
function pointAt(step: TourStep, note: HTMLElement | null, ring: HTMLElement | null): void {
  if (note === null || ring === null) return
  const target = document.querySelector(`[data-tour="${step}"]`)
  ring.hidden = target === null
  const view = { width: window.innerWidth, height: window.innerHeight }
  const box = target?.getBoundingClientRect() ?? { left: view.width, top: view.height, width: 0, height: 0 }
  const { left, top } = placeBeside(box, { width: note.offsetWidth, height: note.offsetHeight }, view)
  note.style.left = `${left}px`
  note.style.top = `${top}px`
  ring.style.left = `${box.left}px`
  ring.style.top = `${box.top}px`
  ring.style.width = `${box.width}px`
  ring.style.height = `${box.height}px`
}
