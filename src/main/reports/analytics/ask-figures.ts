import type { FleetFigures } from '#shared/domain/analytics.ts'
import type { AnswerMessage, ReportQuestion } from '../report-job.ts'
import { ReportError, runInThread } from '../run-thread.ts'

/** Counts in a thread of its own. Rejects with a ReportError, or with the signal's reason when nobody wants to know any more. */
export function askFleetFigures(
  question: ReportQuestion,
  options: { readonly script: URL; readonly signal: AbortSignal },
): Promise<FleetFigures> {
  return runInThread<AnswerMessage, FleetFigures>({ question }, options, (message, outcome) => {
    if (message.type === 'answered') outcome.resolve(message.figures)
    else outcome.reject(new ReportError(message.message, message.code))
  })
}
