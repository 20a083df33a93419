/** Error reports: the settings, the test report, and the figures under Diagnostics. */
export const telemetryItems = {
  telemetryDsn: {
    name: 'Address for error reports',
    help: 'The address (DSN) of a project on a server that speaks Sentry’s protocol, like https://key@errors.example.org/1; http:// only for this PC. Empty: nothing is collected, kept or sent.',
  },
  telemetryEnvironment: { name: 'Environment', help: 'Told with each report, like production or test.' },
  telemetryRelease: { name: 'Release', help: 'Told with each report. Empty: the version of this program.' },
  telemetrySampleRate: {
    name: 'Share of errors reported',
    help: '1 reports all, 0.1 one in ten, by chance. The test report is always sent.',
  },
  telemetryIgnore: {
    name: 'Errors not reported',
    help: 'Parts of their messages, with semicolons between them; * stands for anything. For example: ResizeObserver; http-5*.',
  },
  telemetrySendsUser: {
    name: 'Say who and where',
    help: 'Adds the ids of the user, the tenant and the site. Names, e-mail addresses, tokens and passwords are never sent.',
  },
  keepCrashDumps: {
    name: 'Keep crash dumps',
    help: 'Keeps a picture of the memory of a process that crashes on this PC, 10 at most and 30 days at most. It may hold tokens and is never sent by itself. Used at the next start.',
  },
} as const

export const telemetry = {
  intro:
    'Reports about errors of the console itself, for whoever maintains it. They are kept on this PC while the receiver cannot be reached, and deleted when reports are switched off.',
  test: {
    send: 'Send a test report',
    sending: 'Sending',
    off: 'Enter an address first: reports are off.',
    sent: 'The receiver has taken the test report {{id}}.',
    kept: 'The test report {{id}} waits on this PC and is sent later. {{trouble}}',
    refused: 'The receiver does not take the test report {{id}}. Look at its address and limits.',
    failed: 'The test report could not be made. {{reason}}',
  },
  trouble: {
    unreachable: 'The receiver cannot be reached.',
    busy: 'The receiver asks to be left alone for a while, or has trouble of its own.',
    rejected: 'The receiver does not know the key or the project: look at the address.',
    refused: 'The receiver did not take a report.',
    unstored: 'The disk takes no reports: they wait in memory and are lost with the next start.',
  },
  figures: {
    title: 'Error reports since the start',
    state: 'Reports',
    off: 'Off: nothing is collected',
    onTo: 'Sent to {{receiver}}',
    kept: 'Waiting on this PC',
    keptOf: '{{n}} ({{size}})',
    nextTry: 'Next try',
    nextIn: 'in {{time}}',
    sent: 'Sent',
    lastSent: 'Last sent',
    dropped: 'Left out',
    none: 'none',
    never: 'not since the start',
    lastTrouble: 'Last trouble',
    troubleAt: '{{trouble}} {{age}} ago',
    dropReason: {
      full: '{{n}} for want of room',
      sampled: '{{n}} by chance, as set',
      ignored: '{{n}} ignored, as set',
      repeated: '{{n}} repeated',
      refused: '{{n}} refused',
      broken: '{{n}} unreadable',
    },
    dumps: 'Crash dumps',
    dumpsOff: 'Not kept',
    dumpsOf_one: '{{n}} kept',
    dumpsOf_other: '{{n}} kept',
    newest: 'the newest {{age}} ago',
    folder: 'Crash dump folder',
  },
} as const
