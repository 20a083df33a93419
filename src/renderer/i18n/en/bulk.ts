/** Changes of many at once, whatever they are made to. */
export const bulk = {
  busy: 'Still busy with “{{title}}”. Nothing else was changed: do this again when that has ended.',
  progress: {
    devices: 'Change of many devices',
    alarms: 'Change of many alarms',
    content: 'Change of much content',
    schedules: 'Change of many schedules',
  },
  running: '{{title}}: {{queued}} of {{total}} queued.',
  ended: '{{title}}: {{queued}} of {{total}} queued.',
  failed: '{{n}} could not be queued.',
  left: '{{n}} were not tried.',
  stop: 'Stop',
  showFailed: 'Show reasons',
  retry: 'Try {{n}} again',
  failedTitle: {
    devices_one: '{{count, number}} device was not changed',
    devices_other: '{{count, number}} devices were not changed',
    alarms_one: '{{count, number}} alarm was not changed',
    alarms_other: '{{count, number}} alarms were not changed',
    content_one: '{{count, number}} piece of content was not changed',
    content_other: '{{count, number}} pieces of content were not changed',
    schedules_one: '{{count, number}} schedule was not changed',
    schedules_other: '{{count, number}} schedules were not changed',
  },
  more: 'and {{count, number}} more',
} as const
