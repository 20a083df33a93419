import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useGuideContents } from '../../app/guides/use-guide-contents.ts'
import { KEY_GROUPS, keyInWords } from '../../app/keys/keys.ts'
import { pageKey } from '../../app/page-keys.ts'
import { en } from '../../i18n/en/texts.ts'
import type { PaletteEntry } from './palette-entries.ts'

const TOPICS = Object.keys(en.help.topic) as (keyof typeof en.help.topic)[]
/** Keys whose act the palette offers on every page, or that are of no use in it. */
const LEFT_OUT: ReadonlySet<unknown> = new Set(['search', 'newDevice', 'pairDevice', 'pushContent', 'newPlaylist'])

/** The guides of the help with their parts, and what else there is to read, by name. */
export function useTopicEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const { guides } = useGuideContents()
  return useMemo(() => {
    const topic = (id: string, name: string, hint: string): PaletteEntry => {
      const run = () => go('help', { topic: id })
      return { id: `topic-${id}`, group: t('nav.help'), text: t('finder.topic', { name }), hint, run }
    }
    return [
      ...guides.map(({ id, title }) => topic(id, title, t('finder.guide'))),
      ...guides.flatMap(({ id, title, headings }) =>
        headings.flatMap(({ level, id: heading, text }) =>
          level === 2 ? [topic(`${id}#${heading}`, text, title)] : [],
        ),
      ),
      ...TOPICS.map((id) => topic(id, t(`help.topic.${id}`), '')),
    ]
  }, [t, go, guides])
}

/** What the keys of this page do, as far as they can do it now. */
export function usePageEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const page = useUi((state) => state.page)
  return useMemo(
    () =>
      KEY_GROUPS.filter(({ pages }) => pages.includes(page)).flatMap(({ title, lines }) =>
        lines.flatMap((line): readonly PaletteEntry[] => {
          const name = keyName(line.keys)
          const key = LEFT_OUT.has(line.text) ? null : pageKey(name)
          if (key === null) return []
          const run = () => pageKey(name)?.run()
          const words = { group: t(`keys.${title}`), text: keyInWords(t, line), hint: line.keys }
          return [{ id: `key-${page}-${name}`, ...words, whyNot: key.whyNot, run }]
        }),
      ),
    [t, page],
  )
}

/** As a page names it: `Shift A` is `A`. */
function keyName(printed: string): string {
  return printed.replace('Shift ', '').replace('Ctrl ', 'Ctrl+')
}
