import type { QueueStatus } from '#shared/domain/queue.ts'
import type { Page, Target } from '#shared/domain/window-route.ts'
import type { StateShape } from '../../components/state-shape.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'

/** One line of what needs a person, and where it is seen to. */
export interface Need {
  readonly id: string
  readonly shape: StateShape
  /** Somebody has seen it already. */
  readonly isQuiet?: boolean
  readonly title: string
  readonly text: string
  /** Milliseconds since the epoch; null: not known. */
  readonly since: number | null
  readonly page: Page
  readonly target: Target
}

/** What of the queue needs a person, the most urgent first: a command that is too old to be sent by itself comes before the rest. */
export function needsOfQueue(t: Translate, queue: QueueStatus | null): readonly Need[] {
  if (queue === null) return []
  const { counts, stall } = queue
  const counted = (
    id: 'stale' | 'conflicts' | 'refused',
    count: number,
    rest: Pick<Need, 'shape' | 'page' | 'target'>,
  ): readonly Need[] =>
    count === 0
      ? []
      : [
          {
            id,
            title: t(`overview.${id}`, { count, n: formatNumber(count) }),
            text: t(`overview.${id}Text`),
            since: null,
            ...rest,
          },
        ]
  return [
    ...counted('stale', counts.stale, { shape: 'stale', page: 'pending', target: { state: 'stale' } }),
    ...counted('conflicts', counts.conflicted, { shape: 'conflict', page: 'conflicts', target: { scope: 'pending' } }),
    ...counted('refused', counts.quarantined, { shape: 'stuck', page: 'pending', target: { state: 'quarantined' } }),
    ...(stall === null
      ? []
      : [
          {
            id: 'stalled',
            shape: 'warning' as const,
            title: t('overview.stalled'),
            text: stall.message,
            since: stall.since,
            page: 'pending' as const,
            target: { scope: 'pending' as const },
          },
        ]),
  ]
}
