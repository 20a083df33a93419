/** The health of a device before now, in its detail. */
export const deviceHistory = {
  title: 'Health of the last day',
  loading: 'The history is being read',
  kept: 'From the server since {{from}}, and live. Where there is no line, the device did not report.',
  empty: 'The server has no samples of this device yet. Shown is what this window has seen since {{since}}.',
  none: 'This server keeps no history. Shown is what this window has seen since {{since}}.',
  offline: 'No connection to the server, which keeps the history. Shown is what this window has seen since {{since}}.',
  offlineKept:
    'No connection: shown is what was read from the server before, since {{from}}. It goes on when the server is back.',
  failed: 'The history could not be read: {{reason}} Shown is what this window has seen since {{since}}.',
  failedKept: 'The newest part of the history could not be read: {{reason}} Shown is what was read before.',
  chart: 'Score between {{low}} and {{high}} since {{from}}',
  score: 'Score, 0 to 100',
  now: 'now',
  showTable: 'Show as a table',
  hideTable: 'Hide the table',
  table: 'Samples of the health',
  time: 'Time',
} as const
