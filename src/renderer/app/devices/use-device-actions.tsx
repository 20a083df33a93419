import { useState } from 'react'
import type { DeviceCommand } from '#shared/domain/commands.ts'
import type { Intent } from '#shared/domain/operation.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { Say } from '../../stores/toast-store.ts'
import { deferred } from '../deferred.tsx'
import { type Said, useQueueChanges } from '../hooks/actions.ts'
import { useBulkChanges } from '../hooks/bulk.ts'
import type { PieceOfContent } from '../hooks/content.ts'
import type { NamedDevice, Question } from './DeviceQuestion.tsx'

const PushDialog = deferred(async () => (await import('./PushDialog.tsx')).PushDialog)
const DeviceQuestion = deferred(async () => (await import('./DeviceQuestion.tsx')).DeviceQuestion)

/** What is done, in words for so many devices. */
interface Wording {
  /** While it goes on. */
  readonly title: Say
  readonly said: (count: number) => Said
  /** Makes intents anew when they are tried again; left out: the same ones. */
  readonly renew?: (intents: readonly Intent[]) => readonly Intent[]
}

/**
 * What is done to devices, one or thousands. What cannot be taken back asks once, saying what and how many; the rest
 * happens at once. `onDone` is given the ids of those that were not queued; `onClose` is told that nothing is asked any
 * more. Render `dialog` somewhere.
 */
export function useDeviceActions(onDone?: (notQueued: readonly string[]) => void, onClose?: () => void) {
  const { queue } = useQueueChanges()
  const { start, isFree } = useBulkChanges()
  const [question, setQuestion] = useState<Question | null>(null)
  const [pushedTo, setPushedTo] = useState<readonly NamedDevice[] | null>(null)

  async function run(intents: readonly Intent[], { title, said, renew }: Wording): Promise<void> {
    if (intents.length === 1) {
      if ((await queue(intents, said(1))) !== null) onDone?.([])
      return
    }
    const result = await start(title, intents, said, renew)
    if (result === null) return
    const notQueued = [...result.failed.map(({ intent }) => intent), ...result.left]
    onDone?.(notQueued.flatMap(({ entityId }) => entityId ?? []))
  }

  function command(name: DeviceCommand, devices: readonly NamedDevice[]): void {
    if (devices.length > 1 && !isFree()) return
    // Content is chosen first.
    if (name === 'push-content') return setPushedTo(devices)
    const intents = commandsOf(name, devices)
    const act = () => void run(intents, commandWords(name, devices))
    if ((name === 'reboot' || name === 'restart') && asksFirst(name, devices.length))
      setQuestion({ verb: name, devices, act })
    else act()
  }

  function push({ id: contentId, name }: PieceOfContent, devices: readonly NamedDevice[]): void {
    const content = inSentence(name)
    const wordsOf = (count: number) => ({ content, count, name: devices[0]?.name ?? '' })
    const said = (count: number): Said => ({
      queued: (t: Translate) => t('push.queued', wordsOf(count)),
      done: (t: Translate) => t('push.done', wordsOf(count)),
    })
    void run(pushOf(contentId, devices), { title: (t) => t('push.bulk', { content }), said })
  }

  function remove(devices: readonly NamedDevice[]): void {
    if (devices.length > 1 && !isFree()) return
    const intents = devices.map(({ id }): Intent => ({ kind: 'delete', entityType: 'device', entityId: id }))
    const wordsOf = (count: number) => ({ count, name: devices[0]?.name ?? '' })
    const said = (count: number): Said => ({
      queued: (t: Translate) => t('devices.queued.deleted', wordsOf(count)),
      done: (t: Translate) => t('devices.done.deleted', wordsOf(count)),
    })
    setQuestion({
      verb: 'delete',
      devices,
      act: () => void run(intents, { title: (t) => t('devices.bulk.delete'), said }),
    })
  }

  /** Queues edits of several devices. */
  function edit(title: Say, intents: readonly Intent[], renew: Wording['renew'] & {}): void {
    const said = (count: number): Said => ({
      queued: (t: Translate) => t('devices.queued.changed', { count }),
      done: (t: Translate) => t('devices.done.changed', { count }),
    })
    void run(intents, { title, said, renew })
  }

  const close = (): void => {
    setQuestion(null)
    setPushedTo(null)
    onClose?.()
  }

  return {
    command,
    /** Something is asked: `dialog` is open. */
    isAsking: question !== null || pushedTo !== null,
    push,
    remove,
    edit,
    dialog: (
      <>
        {question === null ? null : <DeviceQuestion question={question} onClose={close} />}
        {pushedTo === null ? null : (
          <PushDialog devices={pushedTo} onPush={(content) => push(content, pushedTo)} onClose={close} />
        )}
      </>
    ),
  }
}

function commandWords(name: DeviceCommand, devices: readonly NamedDevice[]): Wording {
  const title: Say = (t) => t(`command.${name}`)
  const wordsOf = (t: Translate, count: number) => ({ command: title(t), count, name: devices[0]?.name ?? '' })
  return {
    title,
    said: (count) => ({
      queued: (t) => t('devices.queued.command', wordsOf(t, count)),
      done: (t) => t('devices.done.command', wordsOf(t, count)),
    }),
  }
}

function commandsOf(command: Exclude<DeviceCommand, 'push-content'>, devices: readonly NamedDevice[]): Intent[] {
  return devices.map(({ id }) => ({ kind: 'command', entityType: 'device', entityId: id, command }))
}

/** Whether something is asked before it is done to so many devices. */
export function asksFirst(verb: DeviceCommand | 'delete', count: number): boolean {
  return verb === 'delete' || verb === 'reboot' || verb === 'push-content' || (verb === 'restart' && count > 1)
}

function pushOf(contentId: string, devices: readonly NamedDevice[]): Intent[] {
  const given = { kind: 'command', entityType: 'device', command: 'push-content', contentId } as const
  return devices.map(({ id }) => ({ ...given, entityId: id }))
}
