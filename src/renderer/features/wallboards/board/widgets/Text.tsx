import { useTranslation } from 'react-i18next'
import { withCodes } from '../../../../i18n/foreign-text.ts'
import { NothingIn, NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { choiceOption, textOption, type WidgetProps } from '../widget-types.ts'

/** Words that somebody wrote, or that a value holds. They are text and nothing else. */
export function Text({ options, values }: WidgetProps) {
  const { t } = useTranslation()
  const bound = values['value']
  const isBound = bound !== undefined
  if (isBound && (bound.value === null || bound.value === undefined)) return <NoValue bound={bound} />
  const text = isBound ? bound.text : textOption(options, 'text')
  if (text === '') return <NothingIn text={t('boardWidgets.noText')} />
  return (
    <p
      dir="auto"
      className={styles['words']}
      data-size={choiceOption(options, 'textSize', ['medium', 'small', 'large'])}
      data-align={choiceOption(options, 'align', ['start', 'centre'])}
    >
      {withCodes(text)}
    </p>
  )
}
