import { always, type GoldenTable } from './table.ts'

export const ALERT_TABLE: GoldenTable = {
  entityType: 'alert',
  rows: [
    {
      says: 'both acknowledged it',
      base: { acknowledged: false },
      mine: { acknowledged: true },
      theirs: { acknowledged: true },
      merge: { acknowledged: 'same' },
      decides: always({ sends: { acknowledged: true }, records: [] }),
    },
    {
      says: 'I acknowledged it, they left a note',
      base: { acknowledged: false },
      mine: { acknowledged: true },
      theirs: { note: 'Technician called.' },
      merge: { acknowledged: 'mine-only', note: 'theirs-only' },
      decides: always({ sends: { acknowledged: true }, records: [] }),
    },
    {
      says: 'both left the first note',
      base: { acknowledged: false, note: '' },
      mine: { acknowledged: true, note: 'Filter changed.' },
      theirs: { acknowledged: true, note: 'Technician called.' },
      merge: { acknowledged: 'same', note: 'clash' },
      decides: {
        asks: 'desk',
        'server-wins': { drops: ['note theirs'] },
        'client-wins': { sends: { acknowledged: true, note: 'Filter changed.' }, records: ['note mine'] },
        merge: {
          sends: { acknowledged: true, note: 'Technician called.\nFilter changed.' },
          records: ['note merged'],
        },
        manual: 'desk',
      },
    },
    {
      says: 'I wrote above the note, they below',
      base: { note: 'Fan is loud.' },
      mine: { note: 'Second time this week.\nFan is loud.' },
      theirs: { note: 'Fan is loud.\nTechnician called.' },
      merge: { note: { merged: 'Second time this week.\nFan is loud.\nTechnician called.' } },
      decides: always({
        sends: { note: 'Second time this week.\nFan is loud.\nTechnician called.' },
        records: ['note merged'],
      }),
    },
    {
      says: 'both rewrote the same words',
      base: { note: 'Fan is loud since Monday.' },
      mine: { note: 'Fan is broken since Monday.' },
      theirs: { note: 'Fan is silent since Monday.' },
      merge: { note: 'clash' },
      decides: {
        asks: 'desk',
        'server-wins': { drops: ['note theirs'] },
        'client-wins': { sends: { note: 'Fan is broken since Monday.' }, records: ['note mine'] },
        merge: 'desk',
        manual: 'desk',
      },
    },
  ],
}
