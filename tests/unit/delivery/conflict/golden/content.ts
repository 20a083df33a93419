import { always, type GoldenTable, wholeClash } from './table.ts'

export const CONTENT_TABLE: GoldenTable = {
  entityType: 'content',
  rows: [
    { says: 'both renamed it', ...wholeClash('name', 'Timetable', 'Timetable A', 'Timetable B') },
    { says: 'both changed what it is', ...wholeClash('kind', 'image', 'video', 'web') },
    { says: 'both changed how long it is shown', ...wholeClash('durationSeconds', 10, 20, 30) },
    { says: 'both corrected its size', ...wholeClash('sizeBytes', 0, 1_000, 2_000) },
    {
      says: 'I renamed it, they changed how long it is shown',
      base: { name: 'Timetable' },
      mine: { name: 'Timetable A' },
      theirs: { durationSeconds: 30 },
      merge: { name: 'mine-only', durationSeconds: 'theirs-only' },
      decides: always({ sends: { name: 'Timetable A' }, records: [] }),
    },
    {
      says: 'I took a tag away, they added one',
      base: { tags: ['draft', 'spring'] },
      mine: { tags: ['spring'] },
      theirs: { tags: ['draft', 'spring', 'reviewed'] },
      merge: { tags: { merged: ['spring', 'reviewed'] } },
      decides: always({ sends: { tags: ['spring', 'reviewed'] }, records: ['tags merged'] }),
    },
    {
      says: 'both took the same tag away, and each another one',
      base: { tags: ['a', 'b', 'c', 'd'] },
      mine: { tags: ['c', 'd'] },
      theirs: { tags: ['b', 'd'] },
      merge: { tags: { merged: ['d'] } },
      decides: always({ sends: { tags: ['d'] }, records: ['tags merged'] }),
    },
  ],
}
