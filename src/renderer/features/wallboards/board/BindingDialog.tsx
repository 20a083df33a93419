import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BINDING_SOURCES, type Binding } from '#shared/board/document.ts'
import { readName } from '#shared/board/names.ts'
import { Button } from '../../../components/Button.tsx'
import { Dialog } from '../../../components/Dialog.tsx'
import { TextField } from '../../../components/Field.tsx'
import { Segmented } from '../../../components/Segmented.tsx'
import { bindableNames } from './bindable-names.ts'
import styles from './Editor.module.css'
import { LiveValue } from './LiveValue.tsx'

/** Lines that are offered at once: who types more finds more. */
const MAX_OFFERED = 60

interface BindingDialogProps {
  readonly label: string
  readonly binding: Binding
  readonly onChoose: (binding: Binding) => void
  readonly onClose: () => void
}

/** A name is chosen from those that exist, or typed; what it comes to is seen before it is taken. */
export function BindingDialog({ label, binding, onChoose, onClose }: BindingDialogProps) {
  const { t } = useTranslation()
  const [source, setSource] = useState(binding.$source)
  const [typed, setTyped] = useState(binding.$bind)
  const [wanted, setWanted] = useState('')
  const name = typed.trim()
  const isName = readName(source, name) !== null
  const chosen: Binding = { ...withoutChannel(binding, source), $bind: name, $source: source }
  const offered = bindableNames(source).filter((one) => one.toLowerCase().includes(wanted.trim().toLowerCase()))
  const choose = (): void => {
    if (!isName) return
    onChoose(chosen)
    onClose()
  }
  const type = (text: string): void => {
    setTyped(text)
    setWanted(text)
  }
  return (
    <Dialog
      title={t('boardEditor.chooseTitle', { label })}
      onClose={onClose}
      onSubmit={choose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={!isName}>
            {t('boardEditor.follow')}
          </Button>
        </>
      }
    >
      <Segmented
        label={t('boardEditor.source')}
        value={source}
        onChange={(next) => {
          setSource(next)
          setWanted('')
        }}
        options={BINDING_SOURCES.map((value) => ({ value, text: t(`boardEditor.sources.${value}`) }))}
      />
      <TextField
        autoFocus
        label={t('boardEditor.name')}
        help={t('boardEditor.nameHelp')}
        error={isName || name === '' ? undefined : t('boardEditor.noName')}
        spellCheck={false}
        value={typed}
        onFocus={(event) => event.target.select()}
        onChange={(event) => type(event.target.value)}
      />
      {isName ? <LiveValue binding={chosen} /> : null}
      <ul aria-label={t('boardEditor.names')} className={styles['names']}>
        {offered.slice(0, MAX_OFFERED).map((one) => (
          <li key={one}>
            <button
              type="button"
              aria-pressed={one === name}
              className={styles['nameChoice']}
              onClick={() => setTyped(one)}
            >
              {one}
            </button>
          </li>
        ))}
      </ul>
      {offered.length === 0 ? <p className={styles['muted']}>{t('boardEditor.noneFits')}</p> : null}
    </Dialog>
  )
}

/** Only a stream has channels. */
function withoutChannel(binding: Binding, source: Binding['$source']): Binding {
  if (source === 'realtime_stream') return binding
  const { $channel: _channel, ...rest } = binding
  return rest
}
