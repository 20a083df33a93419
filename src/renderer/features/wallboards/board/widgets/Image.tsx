import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NothingIn } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { choiceOption, textOption, type WidgetProps } from '../widget-types.ts'

const IN_DOCUMENT = /^data:image\/(png|jpeg|gif|webp|avif);base64,/

/**
 * A picture that is in the document. The console fetches none from elsewhere: its content security policy forbids that, and a
 * board must not tell others which screens show it.
 */
export function Image({ title, options }: WidgetProps) {
  const { t } = useTranslation()
  const source = textOption(options, 'image')
  const [broken, setBroken] = useState<string | null>(null)
  if (source === '') return <NothingIn text={t('boardWidgets.image.none')} />
  if (!IN_DOCUMENT.test(source)) return <NothingIn text={t('boardWidgets.image.elsewhere')} />
  if (broken === source) return <NothingIn text={t('boardWidgets.image.broken')} />
  const alt = textOption(options, 'alt', title)
  return (
    <img
      src={source}
      alt={alt === '' ? title : alt}
      className={styles['picture']}
      data-fit={choiceOption(options, 'fit', ['contain', 'cover'])}
      onError={() => setBroken(source)}
    />
  )
}
