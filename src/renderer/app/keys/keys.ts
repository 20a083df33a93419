import { PAGES, type Page, pageKeys } from '#shared/domain/window-route.ts'
import type { en } from '../../i18n/en/texts.ts'
import type { Translate } from '../../i18n/setup.ts'

type KeyText = Exclude<keyof typeof en.keys, 'go'>

interface KeyLine {
  /** As it is printed on the keys, one space between keys that are pressed together. */
  readonly keys: string
  readonly text: KeyText | { readonly page: Page }
}

export interface KeyGroup {
  readonly title: KeyText
  /** The pages where these keys work; none: on all of them. */
  readonly pages: readonly Page[]
  readonly lines: readonly KeyLine[]
}

const line = (keys: string, text: KeyText): KeyLine => ({ keys, text })

/** Every key of the console, and where it works: the one place that the help and the list of keys are made from. */
export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'everywhere',
    pages: [],
    lines: [
      line('Ctrl K', 'palette'),
      ...PAGES.map((page) => ({ keys: pageKeys(page), text: { page } })),
      line('Alt ← →', 'history'),
      line('Ctrl Z', 'undo'),
      line('Ctrl 1 … 9', 'switchSite'),
      line('?', 'help'),
      line('F1', 'helpPage'),
      line('Esc', 'step'),
    ],
  },
  {
    title: 'windows',
    pages: [],
    lines: [
      line('Ctrl Shift N', 'newWindow'),
      line('Ctrl Shift D', 'detach'),
      line('Ctrl Shift L', 'newWall'),
      line('F11', 'fullScreen'),
      line('Ctrl Alt Shift K', 'leaveKiosk'),
    ],
  },
  {
    title: 'devices',
    pages: ['devices'],
    lines: [
      line('/', 'search'),
      line('n', 'newDevice'),
      line('p', 'pairDevice'),
      line('u', 'pushContent'),
      line('v', 'views'),
      line('r', 'refresh'),
      line('←  →', 'fold'),
      line('Shift ← →', 'foldAll'),
      line('Alt ← →', 'moveColumn'),
    ],
  },
  {
    title: 'list',
    pages: ['devices', 'health', 'pending', 'conflicts', 'playlists', 'schedules', 'content', 'wallboards'],
    lines: [
      line('j  ↓', 'down'),
      line('k  ↑', 'up'),
      line('Home  End', 'ends'),
      line('PgUp  PgDn', 'pages'),
      line('Enter', 'open'),
      line('Space', 'select'),
      line('Shift ↑ ↓', 'selectRange'),
      line('Ctrl A', 'selectAll'),
    ],
  },
  {
    title: 'wholeList',
    pages: ['devices', 'health', 'pending', 'conflicts', 'playlists', 'schedules', 'content'],
    lines: [line('Shift E', 'exportList')],
  },
  {
    title: 'grouping',
    pages: ['pending', 'conflicts'],
    lines: [line('/', 'search'), line('b', 'groupList'), line('r', 'refresh')],
  },
  {
    title: 'needs',
    pages: ['overview', 'attention'],
    lines: [line('j  ↓', 'down'), line('k  ↑', 'up'), line('r', 'refresh')],
  },
  {
    title: 'alarms',
    pages: ['health'],
    lines: [
      line('/', 'search'),
      line('a', 'acknowledge'),
      line('Shift A', 'acknowledgeNoted'),
      line('s', 'shelve'),
      line('r', 'refresh'),
      line('←  →', 'foldLine'),
    ],
  },
  { title: 'detail', pages: ['devices'], lines: [line('Ctrl Enter', 'save')] },
  {
    title: 'conflict',
    pages: ['conflicts'],
    lines: [
      line('m', 'allMine'),
      line('t', 'allTheirs'),
      line('g', 'merge'),
      line('Ctrl Enter', 'decide'),
      line('Shift A', 'allConflicts'),
      line('Shift M  T  G  F', 'decideMany'),
      line('u', 'undoDecision'),
    ],
  },
  {
    title: 'playlists',
    pages: ['playlists'],
    lines: [
      line('/', 'search'),
      line('n', 'newPlaylist'),
      line('d', 'duplicatePlaylist'),
      line('a', 'assignPlaylist'),
      line('r', 'refresh'),
    ],
  },
  {
    title: 'wallboards',
    pages: ['wallboards'],
    lines: [
      line('/', 'search'),
      line('n', 'newBoard'),
      line('o', 'openBoardFile'),
      line('d', 'duplicateBoard'),
      line('b', 'buildBoard'),
      line('v', 'showBoard'),
      line('e', 'editBoard'),
      line('x', 'exportBoard'),
      line('r', 'refresh'),
    ],
  },
  {
    title: 'boardEditor',
    pages: ['wallboards'],
    lines: [
      line('/', 'findWidget'),
      line('← → ↑ ↓', 'moveWidget'),
      line('Shift ← → ↑ ↓', 'resizeWidget'),
      line('Ctrl D', 'duplicateWidget'),
      line('Delete', 'removeWidget'),
      line('Enter', 'setWidget'),
      line('Ctrl Z', 'undoItem'),
      line('Ctrl Y', 'redoItem'),
      line('Ctrl P', 'previewBoard'),
      line('Ctrl Enter', 'save'),
      line('Esc', 'leaveEditor'),
    ],
  },
  {
    title: 'boardView',
    pages: ['wallboards'],
    lines: [line(',', 'pageBefore'), line('.', 'pageAfter'), line('Space', 'holdPage')],
  },
  {
    title: 'playlistEditor',
    pages: ['playlists'],
    lines: [
      line('Alt ↑ ↓', 'moveItem'),
      line('Alt Home  End', 'moveItemFar'),
      line('Delete', 'removeItem'),
      line('Ctrl Z', 'undoItem'),
      line('Ctrl Y', 'redoItem'),
      line('+', 'addContent'),
      line('Ctrl Enter', 'save'),
    ],
  },
  {
    title: 'schedules',
    pages: ['schedules'],
    lines: [
      line('/', 'search'),
      line('n', 'newSchedule'),
      line('w', 'scheduleView'),
      line('d', 'duplicateSchedule'),
      line('e', 'turnSchedule'),
      line('x', 'runSchedule'),
      line('Delete', 'deleteSchedule'),
      line('r', 'refresh'),
      line('Ctrl Enter', 'save'),
    ],
  },
  {
    title: 'content',
    pages: ['content'],
    lines: [
      line('/', 'search'),
      line('u', 'uploadFiles'),
      line('n', 'newWebPage'),
      line('m', 'moveContent'),
      line('t', 'tagContent'),
      line('Delete', 'deleteContent'),
      line('v', 'contentLayout'),
      line('r', 'refresh'),
      line('Ctrl Enter', 'save'),
    ],
  },
  {
    title: 'week',
    pages: ['schedules'],
    lines: [
      line('← → ↑ ↓', 'weekBlocks'),
      line('Enter', 'open'),
      line('Alt ← → ↑ ↓', 'moveBlock'),
      line('Alt Shift ↑ ↓', 'stretchBlock'),
      line('PgUp  PgDn', 'otherWeek'),
      line('t', 'thisWeek'),
    ],
  },
  {
    title: 'charts',
    pages: ['performance'],
    lines: [
      line('←  →', 'chartPoint'),
      line('Home  End', 'chartEnds'),
      line('+  -', 'chartZoom'),
      line('0', 'chartWhole'),
      line('Enter', 'chartMoment'),
    ],
  },
  {
    title: 'analyticsKeys',
    pages: ['analytics'],
    lines: [line('e', 'analyticsExport'), line('r', 'analyticsAnew'), line('←  →', 'chartPoint')],
  },
  {
    title: 'searching',
    pages: ['settings', 'help'],
    lines: [line('/', 'search'), line('Enter', 'toFound'), line('Esc', 'searchAll')],
  },
  {
    title: 'reading',
    pages: ['help'],
    lines: [line('[', 'guideBefore'), line(']', 'guideAfter'), line('Ctrl P', 'print')],
  },
]

export function keyInWords(t: Translate, { text }: KeyLine): string {
  return typeof text === 'string' ? t(`keys.${text}`) : t('keys.go', { page: t(`nav.${text.page}`) })
}

/** All groups: those of this page alone first, then those of all pages, then those of other pages. */
export function keyGroupsFor(page: Page): readonly KeyGroup[] {
  const rank = ({ pages }: KeyGroup): number => (pages.includes(page) ? 0 : pages.length === 0 ? 1 : 2)
  return KEY_GROUPS.toSorted((a, b) => rank(a) - rank(b))
}
