/** Settings of usage analytics and of features that not everybody has. */
export const usageItems = {
  usageAnalytics: {
    name: 'Count which features are used',
    help: 'Counts on this PC how often pages are opened and which kinds of things are done. Never names, ids, values or what is typed. Nothing of it leaves this PC.',
  },
  flagSiteTrend: {
    name: 'Sites over time, as a line or a strip',
    help: 'How Analytics shows what became of a site over the time.',
  },
  flagHoursMap: {
    name: 'Plays by hour of the week',
    help: 'Analytics shows in which hours of the week most is played.',
  },
} as const

export const usageOptions = {
  assigned: 'By assignment',
  line: 'Line',
  strip: 'Strip',
  off: 'Off',
  on: 'On',
} as const

export const usage = {
  loading: 'Reading what was counted',
  failed: 'What was counted could not be read.',
  none: 'Nothing has been counted yet.',
  noneOff: 'Nothing was ever counted on this PC.',
  stopped: 'Nothing is counted any more. What was counted before stays until it is deleted.',
  problem: 'The newest counts could not be written: {{message}}. They wait in memory.',
  keptFor: 'Counts are kept for {{n}} days.',
  table: 'How often what was used',
  column: { name: 'What', week: '7 days', all: 'All', days: 'Day by day' },
  daysLabel_one: '{{name}}: on {{n}} day, {{most}} at most on one.',
  daysLabel_other: '{{name}}: on {{n}} days, {{most}} at most on one.',
  anew: 'Read anew',
  export: 'Export…',
  exported: '{{file}} is written.',
  notExported: 'Not written. {{message}}',
  clear: 'Delete all counts…',
  clearTitle: 'Delete all counts?',
  clearText: 'Everything that was counted on this PC is deleted for good. Nothing else is changed.',
  clearConfirm: 'Delete all counts',
  cleared: 'All counts are deleted.',
  notCleared: 'Not deleted. {{message}}',
  page: 'Page opened: {{page}}',
  command: 'Command given: {{command}}',
  experiment: '{{flag}}: {{variant}} shown',
  kind: { create: 'Added: {{what}}', update: 'Changed: {{what}}', delete: 'Deleted: {{what}}' },
  act: {
    retry: 'Waiting changes retried',
    'roll-back': 'Waiting changes rolled back',
    discard: 'Waiting changes discarded',
    restore: 'Changes restored',
    'confirm-again': 'Waiting commands confirmed again',
    'resolve-conflict': 'Conflict decided',
    'resolve-many-conflicts': 'Many conflicts decided at once',
    'undo-decision': 'Decision undone',
    'pause-queue': 'Sending paused or resumed',
    'write-report': 'Report written',
    'write-analytics': 'Analytics exported',
    'write-list': 'List exported',
    'write-waiting': 'Waiting changes exported',
    'take-in-waiting': 'Waiting changes taken in',
    'write-ledger': 'Ledger exported',
    'write-diagnostics': 'Diagnostics exported',
    'open-window': 'Window opened',
    'switch-site': 'Site switched',
  },
  flags: {
    intro:
      'Features that are still being tried. Each PC gets one of the variants by chance, and keeps it; here you can choose another one. At its last day a trial is over, and the feature is there for everybody or gone.',
    loading: 'Reading which variants this PC has',
    now: '{{flag}}: this PC shows {{variant}}',
    origin: {
      chosen: 'chosen',
      assigned: 'by assignment, {{share}} of all PCs',
      expired: 'the trial is over',
    },
    until: 'until {{day}}',
  },
} as const
