import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceCommand } from '#shared/domain/commands.ts'
import type { Intent } from '#shared/domain/operation.ts'
import { deferred } from '../../app/deferred.tsx'
import { type Said, useQueueChanges } from '../../app/hooks/actions.ts'
import type { NamedDevice, Question } from './DeviceQuestion.tsx'

const DeviceQuestion = deferred(async () => (await import('./DeviceQuestion.tsx')).DeviceQuestion)

/**
 * Commands and deletion. What cannot be taken back asks once, saying what and how many; the rest happens at once.
 * Render `dialog` somewhere.
 */
export function useDeviceActions(onDone?: () => void) {
  const { t } = useTranslation()
  const { queue } = useQueueChanges()
  const [question, setQuestion] = useState<Question | null>(null)

  async function run(intents: readonly Intent[], said: Said): Promise<void> {
    if ((await queue(intents, said)) !== null) onDone?.()
  }

  function command(name: DeviceCommand, devices: readonly NamedDevice[]): void {
    const intents = devices.map(
      ({ id }): Intent => ({ kind: 'command', entityType: 'device', entityId: id, command: name }),
    )
    const words = { command: t(`command.${name}`), count: devices.length, name: devices[0]?.name ?? '' }
    const said = { queued: t('devices.queued.command', words), done: t('devices.done.command', words) }
    const act = () => void run(intents, said)
    const asks = name === 'reboot' || (name === 'restart' && devices.length > 1)
    if (asks) setQuestion({ verb: name, devices, act })
    else act()
  }

  function remove(devices: readonly NamedDevice[]): void {
    const intents = devices.map(({ id }): Intent => ({ kind: 'delete', entityType: 'device', entityId: id }))
    const words = { count: devices.length, name: devices[0]?.name ?? '' }
    const said = { queued: t('devices.queued.deleted', words), done: t('devices.done.deleted', words) }
    setQuestion({ verb: 'delete', devices, act: () => void run(intents, said) })
  }

  return {
    command,
    remove,
    dialog: question === null ? null : <DeviceQuestion question={question} onClose={() => setQuestion(null)} />,
  }
}
