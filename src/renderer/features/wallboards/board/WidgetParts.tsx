import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoundValue } from '../../../app/board/use-bindings.ts'
import { classes } from '../../../components/classes.ts'
import { StateIcon } from '../../../components/StateIcon.tsx'
import { foreignText } from '../../../i18n/foreign-text.ts'
import styles from './Widgets.module.css'
import { type KnownState, type Level, STATE_LOOK } from './widget-values.ts'

interface FigureProps {
  readonly text: string
  readonly unit?: string
  readonly level?: Level
}

/** A number that is read from across the room. */
export function Figure({ text, unit = '', level = 'normal' }: FigureProps) {
  return (
    <p className={classes(styles['figure'], level !== 'normal' && styles[level])} style={signsOf(`${text}${unit}`)}>
      <bdi>{text}</bdi>
      {unit === '' ? null : <bdi className={styles['unit']}>{foreignText(unit)}</bdi>}
    </p>
  )
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const UNSEEN = /\p{Cf}/u

/** How many signs stand in a line, for the size of the letters. Those of Japanese are as wide as two; marks of direction are none. */
export function signsOf(text: string): CSSProperties {
  const widths = Array.from(text, (sign) => (UNSEEN.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1))
  const signs = widths.reduce<number>((sum, width) => sum + width, 0)
  return { '--signs': String(Math.max(3, signs)) } as CSSProperties
}

/** A share of one, for what is drawn by it. */
export function shareStyle(share: number): CSSProperties {
  return { '--share': String(Math.round(share * 1_000) / 1_000) } as CSSProperties
}

/** That a limit is passed: in colour, as a shape and in a word. */
export function LevelNote({ level }: { level: Level }) {
  const { t } = useTranslation()
  if (level === 'normal') return null
  return (
    <p className={classes(styles['note'], styles[level])}>
      <StateIcon shape={level} />
      {t(`boardWidgets.level.${level}`)}
    </p>
  )
}

/** The shape of a state, with its word for whoever does not see it. */
export function StateMark({ state }: { state: KnownState }) {
  const { t } = useTranslation()
  const { shape, isQuiet } = STATE_LOOK[state]
  return (
    <>
      <StateIcon shape={shape} quiet={isQuiet} />
      <span className="visually-hidden">{t(`boardWidgets.state.${state}`)}</span>
    </>
  )
}

/** What stands where a value would be: that it is awaited, that nothing was chosen, or that it has no value for this widget. */
export function NoValue({ bound }: { bound: BoundValue | undefined }) {
  const { t } = useTranslation()
  return <p className={classes(styles['middle'], styles['note'])}>{words()}</p>

  function words(): string {
    if (bound === undefined) return t('boardWidgets.notBound')
    if (bound.state === 'error') return bound.problem ?? t('boardWidgets.failed')
    if (bound.state === 'connecting') return bound.text === '' ? t('boardWidgets.connecting') : foreignText(bound.text)
    return t('boardWidgets.noValue')
  }
}

/** A list that came and is empty. */
export function NothingIn({ text }: { text: string }) {
  return <p className={classes(styles['middle'], styles['note'])}>{text}</p>
}

export function MoreThan({ count }: { count: number }) {
  const { t } = useTranslation()
  return Number.isFinite(count) && count > 0 ? (
    <p className={styles['note']}>{t('boardWidgets.more', { count })}</p>
  ) : null
}
