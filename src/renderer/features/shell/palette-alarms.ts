import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type Alarm, alarmOf, alarmState } from '#shared/domain/alarms.ts'
import { useOutpost, useUi } from '../../app/context.tsx'
import { useDeviceNames, useServerNow } from '../../app/hooks/alarms.ts'
import { useCacheState } from '../../app/hooks/replica.ts'
import { kindInWords, subjectOf } from '../../i18n/alarm-words.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { EMPTY_COLLECTION, type EntityCollection, entityById } from '../../stores/entity-collection.ts'
import { AlarmIndex } from './alarm-index.ts'
import type { PaletteEntry } from './palette-entries.ts'
import { withoutKind } from './palette-kinds.ts'

const MAX_ALARMS = 6
const NOTHING: readonly PaletteEntry[] = []
/** What changes by time alone in the words of an alarm is no reason to draw them anew. */
const LOOK_EVERY_MS = 60_000

/** Single alarms, by what is wrong, the device, its site and what it said. They stand still until something else is typed. */
export function useAlarmFinder() {
  const { t } = useTranslation()
  const { entities } = useOutpost()
  const go = useUi((state) => state.go)
  const names = useDeviceNames()
  const now = useServerNow(LOOK_EVERY_MS)
  useCacheState('alert')
  const status = useStore(entities, (state) => state.slices.alert?.status ?? 'idle')
  return useMemo(() => {
    const alarmsNow = (): EntityCollection => entities.getState().slices.alert?.collection ?? EMPTY_COLLECTION
    const index = new AlarmIndex({
      kindOf: ({ kind }) => kindInWords(t, kind),
      nameOf: (id) => names.nameOf(id) ?? id,
      siteOf: (id) => names.siteOf(id) ?? '',
    })
    const entryOf = (alarm: Alarm): PaletteEntry => {
      const { id, deviceId } = alarm
      const site = foreignText(names.siteOf(deviceId) ?? '')
      const state = t(`health.state.${alarmState(alarm, now).name}`)
      return {
        id: `alarm-${id}`,
        group: t('finder.alarms'),
        text: subjectOf(t, alarm, names),
        hint: site === '' ? state : t('finder.alarmHint', { site, state }),
        run: () => go('health', { alarmId: id }),
      }
    }
    // A list that has been read meanwhile is another one.
    return { ofStatus: status, ...finderOf(alarmsNow, index, entryOf) }
  }, [t, entities, go, names, now, status])
}

export type AlarmFinder = ReturnType<typeof useAlarmFinder>

function finderOf(alarmsNow: () => EntityCollection, index: AlarmIndex, entryOf: (alarm: Alarm) => PaletteEntry) {
  const nowOf = (id: string): Alarm | null => {
    const view = entityById(alarmsNow(), id)
    return view === undefined ? null : alarmOf(view)
  }
  return {
    find: (query: string, most: number): readonly PaletteEntry[] =>
      // As they are by now; those that are gone are left out.
      index.find(alarmsNow(), query, most).flatMap(({ id }) => {
        const alarm = nowOf(id)
        return alarm === null ? [] : [entryOf(alarm)]
      }),
    /** An alarm that was used before; null: it is none, it is gone, or it is over. */
    usedBefore: (entryId: string): PaletteEntry | null => {
      const alarm = entryId.startsWith('alarm-') ? nowOf(entryId.slice('alarm-'.length)) : null
      return alarm === null || (alarm.clearedAt !== null && alarm.acknowledged) ? null : entryOf(alarm)
    },
  }
}

export function useAlarmEntries(finder: AlarmFinder, query: string): readonly PaletteEntry[] {
  const { t } = useTranslation()
  return useMemo(() => {
    const text = withoutKind(t, query, 'alarm')
    return text === '' ? NOTHING : finder.find(text, MAX_ALARMS)
  }, [t, finder, query])
}
