import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { classes } from '../../components/classes.ts'
import { stepAlongLine } from '../../components/line-direction.ts'
import { namedValue } from '../../i18n/format-lists.ts'
import styles from './Analytics.module.css'
import { stretchInWords, useAnalyticsWords, withOneStop } from './analytics-words.ts'

export interface Stretch {
  readonly fromAt: number
  readonly toAt: number
  /** Null: not known. */
  readonly value: number | null
}

interface StretchChartProps {
  readonly title: string
  readonly stretches: readonly Stretch[]
  readonly write: (value: number) => string
  /** All of it in a sentence. */
  readonly label: (most: { readonly value: number; readonly at: string }) => string
  /** What hatched means. */
  readonly unknown: string
  /** Something abnormal: drawn in its colour. */
  readonly isBad?: boolean
  readonly table: ReactNode
}

/** What is not nothing can be seen. Per cent. */
const LEAST = 2

/** Bars over time, from left to right in every language, read one by one with the arrow keys or the pointer; and the same in numbers. */
export function StretchChart({ title, stretches, write, label, unknown, isBad = false, table }: StretchChartProps) {
  const { t } = useAnalyticsWords()
  const [isTable, setTable] = useState(false)
  const [place, setPlace] = useState<number | null>(null)
  const tableId = useId()
  const most = Math.max(0, ...stretches.map(({ value }) => value ?? 0))
  const busiest = stretches.find(({ value }) => value === most) ?? stretches[0]
  const summary = withOneStop(
    label({ value: most, at: busiest === undefined ? '' : stretchInWords(busiest, stretches) }),
  )
  const last = stretches.length - 1
  const at = Math.min(place ?? last, last)
  const said = (index: number): string => {
    const stretch = stretches[index]
    if (stretch === undefined) return ''
    const value = stretch.value === null ? t('analytics.unknown') : write(stretch.value)
    return namedValue(stretchInWords(stretch, stretches), value)
  }
  function handleKey(event: KeyboardEvent<HTMLElement>): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const step = stepAlongLine(event.key, event.currentTarget) * (event.shiftKey ? 10 : 1)
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? last : at + step
    if (next === at && step === 0 && event.key !== 'Home' && event.key !== 'End') return
    event.preventDefault()
    setPlace(Math.min(last, Math.max(0, next)))
  }
  return (
    <figure className={styles['figure']}>
      <figcaption className={styles['caption']}>
        <span className={styles['name']}>{title}</span>
        <span className={styles['read']}>{place === null ? summary : said(at)}</span>
      </figcaption>
      <div
        role="slider"
        tabIndex={0}
        aria-label={`${title}. ${summary}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={said(at)}
        aria-keyshortcuts="ArrowLeft ArrowRight Home End"
        dir="ltr"
        className={styles['bars']}
        onKeyDown={handleKey}
        onPointerLeave={() => setPlace(null)}
        onBlur={() => setPlace(null)}
      >
        {stretches.map(({ fromAt, value }, index) => (
          <span
            key={fromAt}
            data-unknown={value === null || undefined}
            data-chosen={index === place || undefined}
            className={styles['stretch']}
            onPointerEnter={() => setPlace(index)}
          >
            <span className={classes(styles['bar'], isBad && styles['bad'])} style={{ blockSize: heightOf(value) }} />
          </span>
        ))}
      </div>
      <div dir="ltr" className={styles['axis']}>
        <bdi>{edge(stretches[0])}</bdi>
        <bdi>{stretches.some(({ value }) => value === null) ? unknown : null}</bdi>
        <bdi>{edge(stretches.at(-1))}</bdi>
      </div>
      <Button
        tone="quiet"
        className={styles['acts']}
        aria-expanded={isTable}
        aria-controls={tableId}
        onClick={() => setTable(!isTable)}
      >
        {t(isTable ? 'analytics.hideTable' : 'analytics.showTable')}
        <span className="visually-hidden"> {title}</span>
      </Button>
      <div id={tableId}>{isTable ? <TableBox name={title}>{table}</TableBox> : null}</div>
    </figure>
  )

  function edge(stretch: Stretch | undefined): string {
    return stretch === undefined ? '' : stretchInWords(stretch, stretches)
  }
  function heightOf(value: number | null): string {
    return value === null || value === 0 ? '0' : `${Math.max(LEAST, (value / most) * 100)}%`
  }
}

/** A table that scrolls by itself. */
export function TableBox({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useAnalyticsWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles['scroll']} tabIndex={0} aria-label={t('analytics.inNumbers', { name })}>
      {children}
    </section>
  )
}
