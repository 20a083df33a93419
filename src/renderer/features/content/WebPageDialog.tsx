import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { webAddressSchema } from '#shared/domain/content-fields.ts'
import { contentDataSchema } from '#shared/domain/entities.ts'
import { problemInWords, problemsOf } from '../../app/field-problems.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/Field.tsx'
import styles from './Content.module.css'
import { useContentActs } from './use-content-acts.ts'

interface WebPageDialogProps {
  readonly folder: string
  readonly onClose: () => void
  readonly onCreated: (id: string) => void
}

/** Asks for the address of a page that devices open, and what it is called. */
export function WebPageDialog({ folder, onClose, onCreated }: WebPageDialogProps) {
  const { t } = useTranslation()
  const { createWebPage, isQueueing } = useContentActs()
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  // Problems are shown after the first try, not while somebody is still typing.
  const [hasTried, setTried] = useState(false)
  const given = contentDataSchema.shape.name.safeParse(name)
  const address = webAddressSchema.safeParse(url.trim())
  const nameProblem = given.success ? undefined : problemsOf(given.error.issues)['undefined']

  async function submit(): Promise<void> {
    setTried(true)
    if (!given.success || !address.success || isQueueing) return
    const id = await createWebPage(given.data, address.data, folder)
    if (id === null) return
    onClose()
    onCreated(id)
  }
  return (
    <Dialog
      title={t('content.web.new')}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={isQueueing}>
            {t('content.web.create')}
          </Button>
        </>
      }
    >
      <p className={styles['muted']}>{t('content.web.help')}</p>
      <TextField
        autoFocus
        label={t('field.url')}
        value={url}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder="https://"
        error={hasTried && !address.success ? t('content.web.wrong') : undefined}
        onChange={(event) => setUrl(event.target.value)}
      />
      <TextField
        label={t('field.name')}
        value={name}
        autoComplete="off"
        error={hasTried ? problemInWords(t, nameProblem) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
    </Dialog>
  )
}
