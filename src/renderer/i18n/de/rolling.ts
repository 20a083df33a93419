import type { rolling as en } from '../en/rolling.ts'
import type { Translation } from '../translation.ts'

/** Words of the last minutes, in figures. Part of the Performance page. */
export const rolling: Translation<typeof en> = {
  label: 'Die letzten',
  minutes_one: '{{n}} Minute',
  minutes_other: '{{n}} Minuten',
  region: 'Die letzten Minuten in Zahlen',
  intro:
    'Was bis jetzt gemessen wurde, auf einige Sekunden genau; bei 60 Minuten auf eine Minute. Was vor dem Start des Programms liegt, ist nicht enthalten.',
  loading: 'Die letzten Minuten werden gelesen',
  failed: 'Die letzten Minuten können nicht gelesen werden',
  failedSince: 'Diese sind älter: Die Kennzahlen können gerade nicht gelesen werden. {{message}}',
  empty: 'In diesem Zeitraum wurde nichts gemessen',
  emptyText: 'Einen längeren Zeitraum wählen. Das Messen lässt sich in den Einstellungen ausschalten.',
  metric: 'Kennzahl',
}
