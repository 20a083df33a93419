/** Words of the last minutes, in figures. Part of the Performance page. */
export const rolling = {
  label: 'The last',
  minutes_one: '{{n}} minute',
  minutes_other: '{{n}} minutes',
  region: 'The last minutes in figures',
  intro:
    'What was measured up to now, exact to some seconds; of 60 minutes, to a minute. What lies before the start of the program is not in it.',
  loading: 'Reading the last minutes',
  failed: 'The last minutes cannot be read',
  failedSince: 'These are older: the figures cannot be read at the moment. {{message}}',
  empty: 'Nothing was measured in this time',
  emptyText: 'Choose a longer time. Measuring can be turned off in the settings.',
  metric: 'Figure',
} as const
