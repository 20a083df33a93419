import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntityView } from '#shared/domain/view.ts'
import { SOURCE_LANGUAGE } from '#shared/i18n/languages.ts'
import { useUi } from '../../app/context.tsx'
import { DEVICE_COMMAND_NAMES } from '../../app/devices/command-names.ts'
import { asksFirst, type useDeviceActions } from '../../app/devices/use-device-actions.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import { type Fleet, textOf } from './palette-devices.ts'
import type { PaletteEntry } from './palette-entries.ts'
import { type TypedVerb, verbsIn } from './palette-verbs.ts'

export type DeviceActions = ReturnType<typeof useDeviceActions>

/** In the order in which they are offered: what disturbs most comes last. */
export const VERBS = ['open', ...DEVICE_COMMAND_NAMES, 'delete'] as const
export type Verb = (typeof VERBS)[number]

const IN_SOURCE = { lng: SOURCE_LANGUAGE }
/** Most devices that a typed verb is offered for. */
const MAX_MEANT = 6

export type CommandEntryOf = (view: EntityView, verb: Verb) => PaletteEntry

/** What can be done with one device, as an entry of the palette. */
export function useCommandEntry(actions: Pick<DeviceActions, 'command' | 'remove'>): CommandEntryOf {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const { command, remove } = actions
  return (view, verb) => {
    const { id } = view
    const name = inSentence(textOf(view.data, 'name'))
    const run = () => {
      if (verb === 'open') go('devices', { deviceId: id })
      else if (verb === 'delete') remove([{ id, name }])
      else command(verb, [{ id, name }])
    }
    return {
      id: `${verb}-${id}`,
      group: t('finder.commands'),
      text: t(`finder.do.${verb}`, { name }),
      hint: textOf(view.data, 'site'),
      alsoFoundBy: wordsOf(t, verb).join(' '),
      whyNot: whyNotOf(t, view, verb),
      isAsking: verb !== 'open' && asksFirst(verb, 1),
      run,
    }
  }
}

/** The verbs that a search names, with the rest of it. */
export function typedVerbs(t: Translate, query: string): readonly TypedVerb<Verb>[] {
  return verbsIn(
    query,
    VERBS.flatMap((verb) => wordsOf(t, verb).map((word): readonly [Verb, string] => [verb, word])),
  )
}

/** The commands that the words of a search name, with the devices that the rest of it finds. */
export function useTypedCommands(entryOf: CommandEntryOf, fleet: Fleet, query: string): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const meant = useMemo(() => {
    const found = new Map<string, readonly EntityView[]>()
    return typedVerbs(t, query).flatMap(({ verb, rest }) => {
      const views = found.get(rest) ?? fleet.find(rest, MAX_MEANT)
      found.set(rest, views)
      return views.map((view) => ({ view, verb }))
    })
  }, [t, fleet, query])
  return meant.map(({ view, verb }) => entryOf(view, verb))
}

/** Everything that can be done with one device; none: no device. */
export function commandsOf(entryOf: CommandEntryOf, view: EntityView | undefined): readonly PaletteEntry[] {
  return view === undefined ? [] : VERBS.map((verb) => entryOf(view, verb))
}

/** The command of an entry that was used before, and its device; null: it is none, or the device is gone. */
export function deviceCommandOf(id: string, fleet: Fleet): { view: EntityView; verb: Verb } | null {
  for (const verb of VERBS) {
    const view = id.startsWith(`${verb}-`) ? fleet.byId(id.slice(verb.length + 1)) : undefined
    if (view !== undefined) return { view, verb }
  }
  return null
}

/** In the language that is spoken, and as the guides and other consoles name it. */
function wordsOf(t: Translate, verb: Verb): readonly string[] {
  const key = verb === 'open' || verb === 'delete' ? (`finder.verb.${verb}` as const) : (`command.${verb}` as const)
  return [t(key), t(key, IN_SOURCE)]
}

/** As the buttons of the device's detail: one that the server does not know can be opened and deleted. */
function whyNotOf(t: Translate, { isNew, isDeleting }: EntityView, verb: Verb): string | null {
  if (verb === 'open') return null
  if (isDeleting) return t('finder.whyNot.isDeleting')
  return isNew && verb !== 'delete' ? t('finder.whyNot.isNew') : null
}
