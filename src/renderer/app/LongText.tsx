import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/Button.tsx'
import { withCodes } from '../i18n/foreign-text.ts'
import { formatNumber } from '../i18n/format.ts'
import styles from './LongText.module.css'
import { differenceOf, excerptOf, MOST_SHOWN, partsAround } from './long-text.ts'

interface LongTextProps {
  readonly text: string
  /** What it is held against: of a long text the part that is not in these is shown first. */
  readonly against?: readonly string[]
  /** Around what is shown, but not the button. */
  readonly wrap?: (shown: ReactNode) => ReactNode
}

const asItIs = (shown: ReactNode): ReactNode => shown

/** A value as it is. Of a very long one a part, where it differs if it does, and the rest in place at the push of a button. */
export function LongText({ text, against = [], wrap = asItIs }: LongTextProps) {
  if (text.length <= MOST_SHOWN) return wrap(<bdi className={styles['text']}>{withCodes(text)}</bdi>)
  return <Shortened text={text} against={against} wrap={wrap} />
}

function Shortened({ text, against, wrap }: Required<LongTextProps>) {
  const { t } = useTranslation()
  const id = useId()
  const [isWhole, setWhole] = useState(false)
  const difference = differenceOf(text, against)
  const shown = isWhole ? { start: 0, end: text.length } : excerptOf(text, difference)
  const [before, differs, after] = partsAround(text, shown, difference)
  const place = difference === null ? null : formatNumber(difference.start + 1)
  return (
    <>
      {wrap(
        <bdi id={id} className={styles['text']}>
          {shown.start > 0 ? '…' : ''}
          {withCodes(before)}
          {differs === '' ? null : <mark className={styles['differs']}>{withCodes(differs)}</mark>}
          {withCodes(after)}
          {shown.end < text.length ? '…' : ''}
        </bdi>,
      )}
      {place === null ? null : <span className={styles['place']}>{t('longText.differs', { at: place })}</span>}
      <Button
        tone="quiet"
        className={styles['more']}
        aria-expanded={isWhole}
        aria-controls={id}
        onClick={() => setWhole(!isWhole)}
      >
        {isWhole ? t('longText.less') : t('longText.all', { n: formatNumber(text.length) })}
      </Button>
    </>
  )
}
