/** The PC the console stands on: what its administrator has set, when the console starts, kiosk and walls. */

export const workplaceItems = {
  allowedExports: {
    name: 'Files that may be written',
    help: 'Which reports and other files operators may write. Only the policy file can change it.',
  },
  language: { name: 'Language', help: 'Of all windows, of the panel and of notifications. What is typed stays.' },
  startAtLogin: { name: 'Start at login', help: 'The console starts when somebody logs on to this PC.' },
  startHidden: {
    name: 'Start without a window',
    help: 'Started at login, the console is in the panel only until somebody opens it. Not in kiosk mode, nor where there is no panel.',
  },
  kiosk: {
    name: 'Kiosk mode',
    help: 'Every window fills its screen and cannot be closed, moved or left. Ctrl Alt Shift K leaves kiosk mode, unless it is locked. When it dies it is started again, from the next start on.',
  },
  wall: {
    name: 'Wall PC',
    help: 'Where no window was open before, each screen gets a wall. Walls fill their screens, the pointer is hidden when it rests, and no notification lies on top of them. When it dies it is started again, from the next start on.',
  },
  keepAwake: {
    name: 'Keep the screens on',
    help: 'Whether this PC may turn its screens off. On walls: not while a wall window is open, and not in kiosk mode.',
  },
} as const

export const workplaceOptions = { never: 'Never', walls: 'On walls', always: 'Always' } as const

export const workplace = {
  section: { workplace: 'This PC', policy: 'Administration' },
  autostart: {
    on: 'This PC starts the console at login.',
    off: 'This PC does not start the console at login.',
    all: 'This PC starts the console at login for all its users: an administrator has set that up.',
    foreign: 'This PC starts another installation of the console at login. Set up again, it starts this one.',
    missing:
      'It is switched on here, but the entry on this PC is gone or switched off. The console will not start at login.',
    unwanted: 'It is switched off here, but this PC starts the console at login all the same.',
    failed: 'The entry on this PC cannot be read or written. {{reason}}',
    again: 'Set up again',
    remove: 'Remove the entry',
  },
  policy: {
    none: 'There is no policy on this PC: all settings are the operators’.',
    inForce: 'In force: {{file}}',
    counts: '{{set}} set by your administrator, {{locked}} locked.',
    unreadable:
      'The policy {{file}} cannot be read. What it said last counts, and no setting can be changed until it is mended.',
    problem: 'Line {{line}}, column {{column}}: {{message}}',
    banner_one: 'The policy file has a mistake. {{file}}{{where}}: {{message}} What is right in it is in force.',
    banner_other:
      'The policy file has {{count}} mistakes. {{file}}{{where}}: {{message}} What is right in it is in force.',
    bannerUnreadable:
      'The policy file cannot be read. {{file}}{{where}}: {{message}}. What it said last counts, and no setting can be changed until it is mended.',
    where: ', line {{line}}, column {{column}}',
    show: 'Show',
    changed_one: 'Your administrator has changed a setting: {{names}}',
    changed_other: 'Your administrator has changed {{count}} settings: {{names}}',
    changedNothing: 'Your administrator has changed the policy. No setting has another value.',
    exports: 'Files that operators may write',
    allowed: 'allowed',
    notAllowed: 'not allowed',
  },
  export: {
    'report-pdf': 'Report as PDF',
    'report-xlsx': 'Report as XLSX',
    'report-csv': 'Report as CSV',
    'report-json': 'Report as JSON',
    'report-html': 'Report as HTML',
    'report-records': 'Report as records',
    ledger: 'Ledger of all operations',
    waiting: 'Waiting changes',
    refused: 'Refused changes',
    diagnostics: 'Diagnostics',
    analytics: 'Analytics',
    usage: 'Counts of features that are used',
    lists: 'Lists, as they are shown',
    boards: 'Wallboards',
  },
  kiosk: {
    leave: 'Leave kiosk mode',
    leaveEntry: 'Leave kiosk mode…',
    leaveTitle: 'Leave kiosk mode?',
    leaveText: 'Windows can be moved and closed then. It is switched on again in the settings, under This PC.',
    locked: 'Kiosk mode is locked by your administrator. It ends when the policy file says so: {{file}}',
    refused: 'In kiosk mode windows are neither opened nor moved nor closed.',
  },
} as const
