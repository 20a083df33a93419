/** Words of the reports that are written by themselves. Part of the Performance page. */
export const schedule = {
  title: 'Reports by themselves',
  intro:
    'A report of each site, also while no window is open. What was missed while the console was off is written once, when it starts.',
  reportSchedule: 'How often',
  rhythm: { off: 'Never', daily: 'Each day, about the day before', weekly: 'Each Monday, about the week before' },
  reportTime: 'At',
  reportFormat: 'Format of these',
  folder: 'Folder',
  folderNone: 'None is chosen.',
  choose: 'Choose a folder…',
  noFolder: 'Nothing is written before a folder is chosen.',
  next: 'Next',
  last: 'Last',
  never: 'None was written yet.',
  nothingWritten: 'Nothing was written.',
  writing: 'Being written now',
  failed: '{{problem}} It is tried again.',
  show: 'Show reports',
} as const
