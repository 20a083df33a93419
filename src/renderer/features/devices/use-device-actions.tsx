import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceCommand } from '#shared/domain/commands.ts'
import type { Intent } from '#shared/domain/operation.ts'
import { useQueueChanges } from '../../app/hooks/actions.ts'
import { ConfirmDialog } from '../../components/Dialog.tsx'

export interface NamedDevice {
  readonly id: string
  readonly name: string
}

type Question = {
  readonly verb: 'reboot' | 'restart' | 'delete'
  readonly devices: readonly NamedDevice[]
  readonly act: () => void
}

const NAMES_SHOWN = 8

/**
 * Commands and deletion. What cannot be taken back asks once, saying what and how many; the rest happens at once.
 * Render `dialog` somewhere.
 */
export function useDeviceActions(onDone?: () => void) {
  const { t } = useTranslation()
  const { queue } = useQueueChanges()
  const [question, setQuestion] = useState<Question | null>(null)

  async function run(intents: readonly Intent[], said: string): Promise<void> {
    if ((await queue(intents, said)) !== null) onDone?.()
  }

  function command(name: DeviceCommand, devices: readonly NamedDevice[]): void {
    const intents = devices.map(
      ({ id }): Intent => ({ kind: 'command', entityType: 'device', entityId: id, command: name }),
    )
    const words = { command: t(`command.${name}`), count: devices.length, name: devices[0]?.name ?? '' }
    const act = () => void run(intents, t('devices.done.command', words))
    const asks = name === 'reboot' || (name === 'restart' && devices.length > 1)
    if (asks) setQuestion({ verb: name, devices, act })
    else act()
  }

  function remove(devices: readonly NamedDevice[]): void {
    const intents = devices.map(({ id }): Intent => ({ kind: 'delete', entityType: 'device', entityId: id }))
    const said = t('devices.done.deleted', { count: devices.length, name: devices[0]?.name ?? '' })
    setQuestion({ verb: 'delete', devices, act: () => void run(intents, said) })
  }

  return {
    command,
    remove,
    dialog: question === null ? null : <Ask question={question} onClose={() => setQuestion(null)} />,
  }
}

function Ask({ question, onClose }: { question: Question; onClose: () => void }): ReactNode {
  const { t } = useTranslation()
  const { verb, devices } = question
  const count = devices.length
  const rest = count - NAMES_SHOWN
  return (
    <ConfirmDialog
      title={t(`devices.confirm.${verb}Title`, { count, name: devices[0]?.name ?? '' })}
      confirm={t(`devices.confirm.${verb}Button`, { count })}
      cancel={t('action.cancel')}
      onConfirm={question.act}
      onClose={onClose}
    >
      <p>{t(`devices.confirm.${verb}Text`, { count })}</p>
      {count === 1 ? null : (
        <ul>
          {devices.slice(0, NAMES_SHOWN).map((device) => (
            <li key={device.id}>{device.name}</li>
          ))}
          {rest > 0 ? <li>{t('devices.confirm.more', { count: rest })}</li> : null}
        </ul>
      )}
    </ConfirmDialog>
  )
}
