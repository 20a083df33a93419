import { type DragEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inSentence } from '../../i18n/foreign-text.ts'
import styles from './Content.module.css'

interface FileDropProps {
  readonly folder: string
  readonly onDrop: (files: readonly File[], folder: string) => void
  readonly children: ReactNode
}

/** Where files of this PC are dropped. The same is done by the button, which asks for them. */
export function FileDrop({ folder, onDrop, children }: FileDropProps) {
  const { t } = useTranslation()
  const [isOver, setOver] = useState(false)
  const over = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  const drop = (event: DragEvent): void => {
    setOver(false)
    const files = [...event.dataTransfer.files]
    if (files.length === 0) return
    event.preventDefault()
    onDrop(files, folder)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button that asks for files does the same by keyboard.
    <div
      className={styles['drop']}
      onDragOver={over}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={drop}
    >
      {children}
      {isOver ? (
        <p className={styles['dropHere']}>
          {folder === '' ? t('content.upload.dropHere') : t('content.upload.dropInto', { folder: inSentence(folder) })}
        </p>
      ) : null}
    </div>
  )
}
