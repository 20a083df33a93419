import { always, type GoldenTable, wholeClash } from './table.ts'

/** `a10 b20`: item a for 10 seconds, then item b for 20. */
function items(text: string): { id: string; contentId: string; durationSeconds: number }[] {
  return text
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => ({ id: one.slice(0, 1), contentId: `con_${one.slice(0, 1)}`, durationSeconds: Number(one.slice(1)) }))
}

function itemsMerge(says: string, base: string, mine: string, theirs: string, merged: string): GoldenTable['rows'][0] {
  return {
    says,
    base: { items: items(base) },
    mine: { items: items(mine) },
    theirs: { items: items(theirs) },
    merge: { items: { merged: items(merged) } },
    decides: always({ sends: { items: items(merged) }, records: ['items merged'] }),
  }
}

export const PLAYLIST_TABLE: GoldenTable = {
  entityType: 'playlist',
  rows: [
    { says: 'both renamed it', ...wholeClash('name', 'Lobby', 'Lobby A', 'Lobby B') },
    itemsMerge('each added an item at the end', 'a10', 'a10 m10', 'a10 t10', 'a10 t10 m10'),
    itemsMerge('each added items at the start', 'a10', 'm10 n10 a10', 't10 u10 a10', 't10 u10 m10 n10 a10'),
    itemsMerge('each added an item to an empty list', '', 'm10', 't10', 't10 m10'),
    itemsMerge('each added an item at another place', 'a10 b10', 'a10 m10 b10', 'a10 b10 t10', 'a10 m10 b10 t10'),
    itemsMerge('each took another item out', 'a10 b10 c10', 'a10 b10', 'b10 c10', 'b10'),
    itemsMerge('I took out the item behind which they added one', 'a10 b10', 'b10', 'a10 t10 b10', 't10 b10'),
    itemsMerge('I emptied it, they added an item', 'a10 b10', '', 'a10 b10 t10', 't10'),
    itemsMerge('I moved an item, they added one', 'a10 b10 c10', 'c10 a10 b10', 'a10 b10 c10 t10', 'c10 a10 b10 t10'),
    itemsMerge('each moved another item', 'a10 b10 c10 d10', 'b10 c10 d10 a10', 'd10 a10 b10 c10', 'd10 b10 c10 a10'),
    itemsMerge(
      'both moved one item: mine counts',
      'a10 b10 c10 d10',
      'b10 c10 d10 a10',
      'b10 a10 c10 d10',
      'b10 c10 d10 a10',
    ),
    itemsMerge('I moved an item, they took it out', 'a10 b10 c10', 'c10 a10 b10', 'a10 b10', 'a10 b10'),
    itemsMerge('I moved an item, they changed its time', 'a10 b10 c10', 'c10 a10 b10', 'a10 b10 c30', 'c30 a10 b10'),
    itemsMerge('each changed the time of another item', 'a10 b10', 'a20 b10', 'a10 b30', 'a20 b30'),
    {
      says: 'one item got another time from me and other content from them',
      base: { items: [{ id: 'a', contentId: 'con_a', durationSeconds: 10 }] },
      mine: { items: [{ id: 'a', contentId: 'con_a', durationSeconds: 20 }] },
      theirs: { items: [{ id: 'a', contentId: 'con_z', durationSeconds: 10 }] },
      merge: { items: { merged: [{ id: 'a', contentId: 'con_z', durationSeconds: 20 }] } },
      decides: always({
        sends: { items: [{ id: 'a', contentId: 'con_z', durationSeconds: 20 }] },
        records: ['items merged'],
      }),
    },
    {
      says: 'one item got two times; the items that each added stay in any case',
      base: { items: items('a10') },
      mine: { items: items('a20 m10') },
      theirs: { items: items('a30 t10') },
      merge: { items: 'clash' },
      decides: {
        asks: 'desk',
        'server-wins': { sends: { items: items('a30 t10 m10') }, records: ['items merged'] },
        'client-wins': { sends: { items: items('a20 t10 m10') }, records: ['items merged'] },
        merge: 'desk',
        manual: 'desk',
      },
    },
    {
      says: 'I took out an item whose time they changed',
      base: { items: items('a10 b10') },
      mine: { items: items('b10') },
      theirs: { items: items('a20 b10') },
      merge: { items: 'clash' },
      decides: {
        asks: 'desk',
        'server-wins': { drops: ['items theirs'] },
        'client-wins': { sends: { items: items('b10') }, records: ['items mine'] },
        merge: { drops: ['items theirs'] },
        manual: 'desk',
      },
    },
    {
      says: 'they took out an item whose time I changed',
      base: { items: items('a10 b10') },
      mine: { items: items('a20 b10') },
      theirs: { items: items('b10') },
      merge: { items: 'clash' },
      decides: {
        asks: 'desk',
        'server-wins': { drops: ['items theirs'] },
        'client-wins': { sends: { items: items('a20 b10') }, records: ['items mine'] },
        merge: { sends: { items: items('a20 b10') }, records: ['items mine'] },
        manual: 'desk',
      },
    },
    {
      says: 'their list holds an item twice, so it is one value',
      base: { items: items('a10') },
      mine: { items: items('a10 m10') },
      theirs: { items: items('a10 a10') },
      merge: { items: 'clash' },
      decides: wholeClash('items', items('a10'), items('a10 m10'), items('a10 a10')).decides,
    },
    {
      says: 'each changed another word of the description',
      base: { description: 'Shown in the lobby from eight to five' },
      mine: { description: 'Shown in the foyer from eight to five' },
      theirs: { description: 'Shown in the lobby from eight to six' },
      merge: { description: { merged: 'Shown in the foyer from eight to six' } },
      decides: always({
        sends: { description: 'Shown in the foyer from eight to six' },
        records: ['description merged'],
      }),
    },
    {
      says: 'one changed a line of the description, the other took out another',
      base: { description: 'One\nTwo\nThree' },
      mine: { description: 'Eins\nTwo\nThree' },
      theirs: { description: 'One\nTwo' },
      merge: { description: { merged: 'Eins\nTwo' } },
      decides: always({ sends: { description: 'Eins\nTwo' }, records: ['description merged'] }),
    },
    {
      says: 'both changed one word, and I another line',
      base: { description: 'Open daily\n-\nClosed in May' },
      mine: { description: 'Open weekdays\n-\nClosed in June' },
      theirs: { description: 'Open weekends\n-\nClosed in May' },
      merge: { description: 'clash' },
      decides: {
        asks: 'desk',
        'server-wins': {
          sends: { description: 'Open weekends\n-\nClosed in June' },
          records: ['description merged'],
        },
        'client-wins': {
          sends: { description: 'Open weekdays\n-\nClosed in June' },
          records: ['description mine'],
        },
        merge: 'desk',
        manual: 'desk',
      },
    },
  ],
}
