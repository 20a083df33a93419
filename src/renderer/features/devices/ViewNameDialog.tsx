import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/Field.tsx'

const MAX_NAME = 60

interface ViewNameDialogProps {
  readonly title: string
  readonly help?: string
  readonly confirm: string
  readonly name: string
  /** Answers whether it was done. */
  readonly onName: (name: string) => Promise<boolean>
  readonly onClose: () => void
}

/** Asks for the name of a view. Stays open when it could not be kept, with what was typed. */
export function ViewNameDialog({ title, help, confirm, name: first, onName, onClose }: ViewNameDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(first)
  const isEmpty = name.trim() === ''
  const submit = async () => {
    if (!isEmpty && (await onName(name.trim()))) onClose()
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={isEmpty}>
            {confirm}
          </Button>
        </>
      }
    >
      <TextField
        autoFocus
        label={t('devices.view.name')}
        help={help}
        value={name}
        maxLength={MAX_NAME}
        onChange={(event) => setName(event.target.value)}
      />
    </Dialog>
  )
}
