import type { AttentionItem } from '#shared/domain/sites.ts'
import type { StateShape } from '../../components/state-shape.ts'
import { PRIORITY_SHAPE } from '../../i18n/alarm-words.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { Landing } from '../../stores/sites-store.ts'

export function shapeOfItem({ kind, severity }: AttentionItem): StateShape {
  switch (kind) {
    case 'conflict':
      return 'conflict'
    case 'refused':
      return 'stuck'
    case 'stale':
      return 'stale'
    case 'waiting':
      return 'waiting'
    case 'site':
      return 'critical'
    case 'alert':
      return PRIORITY_SHAPE[severity]
  }
}

export function subjectOf({ kind, subject, entity }: AttentionItem): string {
  return kind === 'site' || kind === 'waiting' ? '' : subject === '' ? (entity?.entityId ?? '') : foreignText(subject)
}

export function textOfItem(t: Translate, { kind, detail, severity, count }: AttentionItem): string {
  if (kind === 'waiting') return t('attention.waitingText', { count, n: formatNumber(count) })
  if (kind !== 'site') return detail
  return `${severity === 'critical' ? t('attention.siteFailed') : t('attention.siteState')} ${detail}`.trim()
}

/** Where the item is seen to. */
export function landingOf({ kind, operationKey, alarmId }: AttentionItem): Landing {
  const operation = operationKey === null ? {} : { operationKey }
  switch (kind) {
    case 'conflict':
      return { page: 'conflicts', target: { scope: 'pending', ...operation } }
    case 'refused':
      return { page: 'pending', target: { state: 'quarantined', ...operation } }
    case 'stale':
      return { page: 'pending', target: { state: 'stale', ...operation } }
    case 'waiting':
      return { page: 'pending', target: { scope: 'pending' } }
    case 'alert':
      return { page: 'health', target: alarmId === null ? { scope: 'pending' } : { alarmId } }
    case 'site':
      return { page: 'devices', target: {} }
  }
}
