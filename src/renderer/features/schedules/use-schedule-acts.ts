import { useTranslation } from 'react-i18next'
import type { Intent } from '#shared/domain/operation.ts'
import { type Said, useQueueChanges } from '../../app/hooks/actions.ts'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { cut, inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { ScheduleRow, ScheduleValues } from './schedule-row.ts'
import { whenInWords } from './schedule-words.ts'

/** The schema's limit. */
const MAX_NAME = 200

export type ManyVerb = 'enabling' | 'disabling' | 'deleting' | 'running'

/** What is done to schedules: queued at once, said in a line with Undo. */
export function useScheduleActs(here: string) {
  const { t } = useTranslation()
  const { queue, isQueueing } = useQueueChanges()
  const { start, isFree } = useBulkChanges()
  const said = (
    verb: 'created' | 'duplicated' | 'saved' | 'enabled' | 'disabled' | 'deleted' | 'run',
    name: string,
  ): Said => {
    const words = { name: inSentence(name) }
    return {
      queued: (t: Translate) => t(`schedules.queued.${verb}`, words),
      done: (t: Translate) => t(`schedules.done.${verb}`, words),
    }
  }
  const update = async (row: ScheduleRow, fields: Partial<ScheduleValues>, words: Said): Promise<boolean> =>
    (await queue([{ kind: 'update', entityType: 'schedule', entityId: row.id, fields }], words)) !== null

  /** Answers the id of the new schedule; null: it could not be queued, which has been said. */
  async function create(values: ScheduleValues, words: Said): Promise<string | null> {
    const intent: Intent = { kind: 'create', entityType: 'schedule', fields: sparse(values) }
    const [operation] = (await queue([intent], words)) ?? []
    return operation?.entityId ?? null
  }

  return {
    isQueueing,
    create: (values: ScheduleValues) => create(values, said('created', values.name)),
    duplicate: ({ data }: ScheduleRow) =>
      create({ ...data, name: copyName(data.name, t('schedules.copy')) }, said('duplicated', data.name)),
    save: (row: ScheduleRow, fields: Partial<ScheduleValues>) => update(row, fields, said('saved', row.data.name)),
    /** Another time for the same schedule, said as it is then. */
    move: (row: ScheduleRow, fields: Partial<ScheduleValues>) => {
      const words = { name: inSentence(row.data.name), when: whenInWords(t, { ...row.data, ...fields }, here) }
      return update(row, fields, {
        queued: (t: Translate) => t('schedules.queued.moved', words),
        done: (t: Translate) => t('schedules.done.moved', words),
      })
    },
    enable: (row: ScheduleRow, enabled: boolean) =>
      update(row, { enabled }, said(enabled ? 'enabled' : 'disabled', row.data.name)),
    remove: (row: ScheduleRow) => queue([intentOf('deleting', row)], said('deleted', row.data.name)),
    run: (row: ScheduleRow) => queue([intentOf('running', row)], said('run', row.data.name)),
    /** The same for many; those for which it changes nothing are left alone. */
    many: async (verb: ManyVerb, rows: readonly ScheduleRow[]): Promise<void> => {
      const intents = rows.filter((row) => isUseful(verb, row)).map((row) => intentOf(verb, row))
      if (intents.length === 0 || !isFree()) return
      const words = (count: number): Said =>
        verb === 'running'
          ? {
              queued: (t: Translate) => t('schedules.many.queuedRun', { count }),
              done: (t: Translate) => t('schedules.many.doneRun', { count }),
            }
          : {
              queued: (t: Translate) => t('schedules.many.queued', { count }),
              done: (t: Translate) => t('schedules.many.done', { count }),
            }
      await start((t) => t(`schedules.many.${verb}`), intents, words)
    },
  }
}

export type ScheduleActs = ReturnType<typeof useScheduleActs>

function isUseful(verb: ManyVerb, { data, view }: ScheduleRow): boolean {
  if (view.isDeleting) return false
  if (verb === 'enabling') return !data.enabled
  return verb === 'disabling' ? data.enabled : true
}

function intentOf(verb: ManyVerb, { id }: ScheduleRow): Intent {
  const place = { entityType: 'schedule', entityId: id } as const
  if (verb === 'running') return { kind: 'command', ...place, command: 'run' }
  if (verb === 'deleting') return { kind: 'delete', ...place }
  return { kind: 'update', ...place, fields: { enabled: verb === 'enabling' } }
}

/** Without what says nothing: servers from before groups and dates refuse fields that they do not know. */
export function sparse({ groups, startDate, endDate, ...rest }: ScheduleValues) {
  return {
    ...rest,
    ...(groups.length === 0 ? {} : { groups }),
    ...(startDate === null ? {} : { startDate }),
    ...(endDate === null ? {} : { endDate }),
  }
}

/** The name with what says that it is a copy, where it has room. */
function copyName(name: string, mark: string): string {
  return `${cut(name, MAX_NAME - mark.length - 1)} ${mark}`
}
