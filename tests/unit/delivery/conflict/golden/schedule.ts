import { always, type GoldenTable, wholeClash } from './table.ts'

export const SCHEDULE_TABLE: GoldenTable = {
  entityType: 'schedule',
  rows: [
    { says: 'both renamed it', ...wholeClash('name', 'Morning', 'Early', 'Rush hour') },
    { says: 'both gave it another playlist', ...wholeClash('playlistId', 'pls_1', 'pls_2', 'pls_3') },
    { says: 'both changed the start', ...wholeClash('startTime', '08:00', '07:30', '08:30') },
    { says: 'both changed the end', ...wholeClash('endTime', '12:00', '11:30', '12:30') },
    { says: 'both changed the time zone', ...wholeClash('timeZone', 'UTC', 'Europe/Berlin', 'Europe/Madrid') },
    { says: 'both changed the priority', ...wholeClash('priority', 50, 60, 40) },
    {
      says: 'both switched it off',
      base: { enabled: true },
      mine: { enabled: false },
      theirs: { enabled: false },
      merge: { enabled: 'same' },
      decides: always({ sends: { enabled: false }, records: [] }),
    },
    {
      says: 'I changed the start, they the end',
      base: { startTime: '08:00' },
      mine: { startTime: '07:30' },
      theirs: { endTime: '12:30' },
      merge: { startTime: 'mine-only', endTime: 'theirs-only' },
      decides: always({ sends: { startTime: '07:30' }, records: [] }),
    },
    {
      says: 'I added devices, they took one away',
      base: { deviceIds: ['dev_1', 'dev_2'] },
      mine: { deviceIds: ['dev_1', 'dev_2', 'dev_4', 'dev_3'] },
      theirs: { deviceIds: ['dev_2'] },
      merge: { deviceIds: { merged: ['dev_2', 'dev_4', 'dev_3'] } },
      decides: always({ sends: { deviceIds: ['dev_2', 'dev_4', 'dev_3'] }, records: ['deviceIds merged'] }),
    },
    {
      says: 'I added the weekend, they took Monday away',
      base: { days: [1, 2, 3] },
      mine: { days: [1, 2, 3, 6, 0] },
      theirs: { days: [2, 3] },
      merge: { days: { merged: [2, 3, 6, 0] } },
      decides: always({ sends: { days: [2, 3, 6, 0] }, records: ['days merged'] }),
    },
    {
      says: 'days merge beside a start that clashes',
      base: { days: [1], startTime: '08:00' },
      mine: { days: [1, 2], startTime: '07:30' },
      theirs: { days: [1, 3], startTime: '08:30' },
      merge: { days: { merged: [1, 3, 2] }, startTime: 'clash' },
      decides: {
        asks: 'desk',
        'server-wins': { sends: { days: [1, 3, 2] }, records: ['days merged', 'startTime theirs'] },
        'client-wins': {
          sends: { days: [1, 3, 2], startTime: '07:30' },
          records: ['days merged', 'startTime mine'],
        },
        merge: 'desk',
        manual: 'desk',
      },
    },
  ],
}
