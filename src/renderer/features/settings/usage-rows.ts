import type { DeviceCommand } from '#shared/domain/commands.ts'
import { FLAGS, type FlagName } from '#shared/domain/flags.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { Page } from '#shared/domain/window-route.ts'
import type { Usage } from '#shared/ipc/usage-requests.ts'
import { now, startOfDay } from '../../app/time.ts'
import type { en } from '../../i18n/en/texts.ts'
import type { Translate } from '../../i18n/setup.ts'

const WEEK_DAYS = 7
const DAY_MS = 86_400_000

/** One thing that was counted. */
export interface UsageRow {
  readonly key: string
  /** In the last seven days, this one included; and in all. */
  readonly week: number
  readonly all: number
  /** On how many days, and how often on the busiest. */
  readonly days: number
  readonly most: number
  /** Day by day, the days without it included. */
  readonly points: readonly { readonly at: number; readonly value: number }[]
}

/** The most used first; of equal ones by name. */
export function usageRows(days: Usage['days']): readonly UsageRow[] {
  const keys = new Set(days.flatMap(({ counts }) => Object.keys(counts)))
  const first = days[0] === undefined ? 0 : momentOf(days[0].day)
  const today = startOfDay(now())
  const length = Math.max(1, Math.round((today - first) / DAY_MS) + 1)
  return [...keys]
    .map((key): UsageRow => {
      const values = Array.from({ length }, () => 0)
      for (const { day, counts } of days) {
        const place = Math.round((momentOf(day) - first) / DAY_MS)
        values[Math.min(length - 1, place)] = counts[key] ?? 0
      }
      return {
        ...{ key, all: sumOf(values), week: sumOf(values.slice(-WEEK_DAYS)) },
        ...{ days: values.filter((value) => value > 0).length, most: Math.max(...values) },
        points: values.map((value, index) => ({ at: first + index * DAY_MS, value })),
      }
    })
    .sort((a, b) => b.all - a.all || (a.key < b.key ? -1 : 1))
}

/** What was counted, as an operator would say it. */
export function usageInWords(t: Translate, key: string): string {
  const [kind = '', what = '', variant = ''] = key.split('.')
  switch (kind) {
    case 'page':
      return t('usage.page', { page: t(`nav.${what as Page}`) })
    case 'command':
      return t('usage.command', { command: t(`command.${what as DeviceCommand}`) })
    case 'act':
      return t(`usage.act.${what as keyof typeof en.usage.act}`)
    case 'experiment':
      return t('usage.experiment', {
        flag: t(`settings.item.${FLAGS[what as FlagName].setting}.name`),
        variant: t(`settings.option.${variant as 'line'}`),
      })
    default:
      return t(`usage.kind.${kind as 'update'}`, { what: t(`entity.${what as EntityType}`) })
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function momentOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date).getTime()
}
