import { holdsAll, searchWords } from '../../components/highlight.ts'
import type { Translate } from '../../i18n/setup.ts'
import { GROUPS, SECTIONS, type Section, type SettingEntry } from './setting-groups.ts'

/** What of a section is shown. */
export interface SectionShown {
  readonly section: Section
  readonly entries: readonly SettingEntry[]
  /** Its own form or figures, besides the settings. */
  readonly hasOwnPart: boolean
}

/** Sections that hold more than settings of one row each. */
const WITH_OWN_PART: ReadonlySet<Section> = new Set([
  'connection',
  'account',
  'workplace',
  'errors',
  'usage',
  'experiments',
  'updates',
  'policy',
  'diagnostics',
  'about',
])

/**
 * The sections with what a search finds in them: every word of it in the name, the explanation or the key of a setting, or
 * in the title of its section. Nothing searched for: everything.
 * @param isWanted leaves settings out whatever is searched for
 */
export function findSettings(
  t: Translate,
  query: string,
  isWanted: (entry: SettingEntry) => boolean = () => true,
): readonly SectionShown[] {
  const words = searchWords(query)
  return SECTIONS.flatMap((section) => {
    const title = t(`settings.section.${section}`)
    const entries = (GROUPS[section] ?? []).filter((entry) => {
      const { name } = entry
      const texts = [title, t(`settings.item.${name}.name`), t(`settings.item.${name}.help`), name]
      return isWanted(entry) && holdsAll(words, ...texts)
    })
    const hasOwnPart = WITH_OWN_PART.has(section) && holdsAll(words, title, ownWords(t, section))
    return entries.length === 0 && !hasOwnPart ? [] : [{ section, entries, hasOwnPart }]
  })
}

/** Words by which people look for what has no row of its own. */
function ownWords(t: Translate, section: Section): string {
  switch (section) {
    case 'connection':
    case 'account':
    case 'errors':
    case 'usage':
    case 'experiments':
    case 'updates':
    case 'diagnostics':
    case 'about':
      return t(`settings.alsoFound.${section}`)
    default:
      return ''
  }
}
