import { MOST_LOG_BYTES } from './log-part.ts'
import { LAST_LEDGER_LINES, MOST_QUEUE_ROWS } from './site-files.ts'

const MEGABYTE = 1_024 * 1_024

/** What lies in a bundle, for whoever opens it. */
export function readmeText({
  madeAt,
  version,
  withScreenshots,
  withValues,
}: {
  /** ISO 8601. */
  readonly madeAt: string
  readonly version: string
  readonly withScreenshots: boolean
  readonly withValues: boolean
}): string {
  return `Diagnostics of Outpost Console ${version}, made at ${madeAt}.

What is in it
  console.json              versions, names of environment variables, processes with their memory, graphics, crash dumps
                            (names and sizes only), sites that are not open
  settings.json             every setting with its value, where it comes from, and what is locked
  policy.json               the administrator's file, if there is one
  sites/SITE/status.json    connection with its statistics, queue in figures, local copy, stages of the feed, breakers,
                            conflicts counted
  sites/SITE/queue.ndjson   what waits: key, state, kind, age, reason; at most ${MOST_QUEUE_ROWS} rows, the oldest first
  ${
    withValues
      ? 'sites/SITE/queue-values.ndjson   the values of the changes that wait, since they were asked for'
      : 'Values of changes are not in it.'
  }
  sites/SITE/ledger.json    whether the ledger is intact, and its totals
  sites/SITE/ledger-last-lines.ndjson   its last ${LAST_LEDGER_LINES} lines
  figures/                  what the console measured of itself: since the start, each minute of the last 24 hours, alerts
  logs/                     the newest ${MOST_LOG_BYTES / MEGABYTE} MB of the log; older lines are left out
  ${withScreenshots ? 'windows/                  a picture of each window as it was seen' : 'Pictures of windows are not in it.'}
  index.json                every file with its length and its SHA-256; "problem" says why one is not whole

What is not in it
  Tokens, passwords, keys, authorization headers and e-mail addresses: they are replaced by [redacted] and [e-mail] in
  every text, also in log lines, where they were left out when the line was written. Names of devices and sites stay.
  ${withScreenshots ? 'Pictures are as they were seen: look at them before you hand this on.' : ''}
`.replace(/\n +\n$/, '\n')
}
