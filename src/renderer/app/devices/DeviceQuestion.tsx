import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/Dialog.tsx'

export interface NamedDevice {
  readonly id: string
  readonly name: string
}

export interface Question {
  readonly verb: 'reboot' | 'restart' | 'delete'
  readonly devices: readonly NamedDevice[]
  readonly act: () => void
}

const NAMES_SHOWN = 8

/** Asks once before something that cannot be taken back, saying what and how many. */
export function DeviceQuestion({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useTranslation()
  const { verb, devices } = question
  const count = devices.length
  const rest = count - NAMES_SHOWN
  const [first] = devices
  const title = t(`devices.confirm.${verb}Title`, { count, name: first?.name ?? '' })
  // A language without a singular has counted the one device, and its name stands below.
  const isNamed = count === 1 && title.includes(first?.name ?? '')
  return (
    <ConfirmDialog
      title={title}
      confirm={t(`devices.confirm.${verb}Button`, { count })}
      cancel={t('action.cancel')}
      onConfirm={question.act}
      onClose={onClose}
    >
      <p>{t(`devices.confirm.${verb}Text`, { count })}</p>
      {isNamed ? null : (
        <ul>
          {devices.slice(0, NAMES_SHOWN).map((device) => (
            <li key={device.id}>
              <bdi>{device.name}</bdi>
            </li>
          ))}
          {rest > 0 ? <li>{t('devices.confirm.more', { count: rest })}</li> : null}
        </ul>
      )}
    </ConfirmDialog>
  )
}
