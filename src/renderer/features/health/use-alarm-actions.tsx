import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '#shared/domain/alarms.ts'
import type { Intent } from '#shared/domain/operation.ts'
import { useToasts } from '../../app/context.tsx'
import { type Said, useQueueChanges } from '../../app/hooks/actions.ts'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { subjectOf } from '../../i18n/alarm-words.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { AsideDialog } from './AsideDialog.tsx'
import { type AlarmAct, type AlarmEdit, canDo, editsOf, verbOf } from './alarm-edits.ts'
import { NoteDialog } from './NoteDialog.tsx'
import type { AlarmsPage } from './use-alarms-page.ts'

const NOTHING: ReadonlySet<string> = new Set()

type Page = Pick<AlarmsPage, 'names' | 'now' | 'leaveWhenDone'>

interface Asked {
  readonly act: 'acknowledgeNoted' | 'shelve' | 'takeOut'
  readonly alarms: readonly Alarm[]
  readonly chosen: readonly Alarm[]
}

/**
 * What is done with alarms, one or many: at once and with undo. What needs words asks for them. Render `dialog` somewhere.
 * `leaveWhenDone` takes out of the selection what was done.
 */
export function useAlarmActions({ names, now, leaveWhenDone }: Page) {
  const { t } = useTranslation()
  const { queue } = useQueueChanges()
  const { start, bulk, isFree } = useBulkChanges()
  const addToast = useToasts((state) => state.add)
  const [asked, setAsked] = useState<Asked | null>(null)

  /** @param chosen with those that need nothing: they are done with as well. */
  async function run(edit: AlarmEdit, alarms: readonly Alarm[], chosen: readonly Alarm[]): Promise<void> {
    const intents: readonly Intent[] = editsOf(edit, alarms, now)
    const leave = leaveWhenDone(chosen)
    const [first] = intents
    if (first === undefined) {
      addToast({ text: (t) => t('health.act.nothing') })
      return
    }
    const subject = alarms.find(({ id }) => id === first.entityId)
    const what = subject === undefined ? '' : subjectOf(t, subject, names)
    const said = (count: number): Said => ({
      queued: (t: Translate) => t(`health.queued.${edit.verb}`, { count, n: formatNumber(count), what }),
      done: (t: Translate) => t(`health.done.${edit.verb}`, { count, n: formatNumber(count), what }),
    })
    if (intents.length === 1) {
      if ((await queue(intents, said(1))) !== null) leave(NOTHING)
      return
    }
    const result = await start((t) => t(`health.bulk.${edit.verb}`), intents, said)
    if (result === null) return
    const undone = [...result.failed.map(({ intent }) => intent), ...result.left]
    leave(new Set(undone.flatMap(({ entityId }) => entityId ?? [])))
  }

  return {
    isBusy: bulk?.state === 'running',
    /** The change of many that is under way, or of which something is left to look at; null: none. */
    bulk,
    act: (act: AlarmAct, chosen: readonly Alarm[]): void => {
      if (chosen.length === 0) return
      const alarms = chosen.filter((alarm) => canDo(verbOf(act), alarm, now))
      if (alarms.length === 0) return void addToast({ text: (t) => t('health.act.nothing') })
      const isAsking = act === 'acknowledgeNoted' || act === 'shelve' || act === 'takeOut'
      if (!isAsking) void run({ verb: act }, alarms, chosen)
      // Nobody writes a reason that nothing comes of.
      else if (alarms.length === 1 || isFree()) setAsked({ act, alarms, chosen })
    },
    dialog: dialogOf(asked),
  }

  function dialogOf(open: Asked | null) {
    if (open === null) return null
    const { act, alarms, chosen } = open
    const shared = {
      ...{ alarms, names, now },
      onApply: (edit: AlarmEdit) => void run(edit, alarms, chosen),
      onClose: () => setAsked(null),
    }
    return act === 'acknowledgeNoted' ? <NoteDialog {...shared} /> : <AsideDialog {...shared} verb={act} />
  }
}

export type AlarmActions = ReturnType<typeof useAlarmActions>
