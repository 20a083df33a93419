import { ALARM_PRIORITIES } from '#shared/domain/alarms.ts'
import type { Severity } from '#shared/domain/entities.ts'
import type { AlarmSection } from '#shared/domain/report.ts'
import type { AlarmGapRow, Span } from '../../archive/records.ts'
import type { AlarmStep } from '../../database/stored-alarms.ts'
import { agesOf } from './ages.ts'
import { joinedSpans, lengthOf } from './spans.ts'

interface Account {
  raised: number
  late: number
  readonly untouched: Set<string>
  readonly responses: number[]
}

/** How alarms were answered, from the steps that were recorded of them in the period. */
export class AlarmAccounts {
  readonly #period: Span
  readonly #accounts = new Map<Severity, Account>(
    ALARM_PRIORITIES.map((priority) => [priority, { raised: 0, late: 0, untouched: new Set<string>(), responses: [] }]),
  )

  constructor(period: Span) {
    this.#period = period
  }

  /** In the order of time. */
  take({ alarmId, raisedAt, step, at, priority, isLate }: AlarmStep): void {
    const account = this.#accounts.get(priority)
    if (account === undefined || at < this.#period.fromAt || at >= this.#period.toAt) return
    const occurrence = `${raisedAt} ${alarmId}`
    if (step === 'raised') {
      account.raised += 1
      if (isLate) account.late += 1
      account.untouched.add(occurrence)
      return
    }
    account.responses.push(Math.max(0, at - raisedAt))
    // Its priority may have changed since it was raised.
    for (const { untouched } of this.#accounts.values()) untouched.delete(occurrence)
  }

  /**
   * @param gaps when it is not known what happened to alarms
   * @param observations when the copy of the site was current: then the record is, too, whether or not anything happened
   */
  end(gaps: readonly AlarmGapRow[], observations: readonly Span[]): AlarmSection {
    const accounts = [...this.#accounts.values()]
    const seenUntil = Math.max(Number.NEGATIVE_INFINITY, ...observations.map(({ toAt }) => toAt))
    const unseen = gaps
      .map((gap) => (gap.reason === 'not-yet' ? { ...gap, fromAt: Math.max(gap.fromAt, seenUntil) } : gap))
      .filter(({ fromAt, toAt }) => fromAt < toAt)
    return {
      ...figuresOf(accounts),
      perPriority: [...this.#accounts].map(([priority, account]) => ({ priority, ...figuresOf([account]) })),
      unobservedMs: lengthOf(joinedSpans(unseen, this.#period)),
      gaps: unseen,
    }
  }
}

function figuresOf(accounts: readonly Account[]): Omit<AlarmSection, 'perPriority' | 'unobservedMs' | 'gaps'> {
  const sum = (of: (account: Account) => number): number => accounts.reduce((all, account) => all + of(account), 0)
  return {
    raised: sum(({ raised }) => raised),
    late: sum(({ late }) => late),
    acknowledged: sum(({ responses }) => responses.length),
    untouched: sum(({ untouched }) => untouched.size),
    response: agesOf(accounts.flatMap(({ responses }) => responses)),
  }
}
