import { SOURCE_LANGUAGE } from '#shared/i18n/languages.ts'
import type { Translate } from '../../i18n/setup.ts'
import { verbsIn } from './palette-verbs.ts'

export type Kind = 'alarm' | 'conflict' | 'waiting'

/** What is typed, less the word for what is searched: “alarm gate 1” is about the alarms of gate 1. */
export function withoutKind(t: Translate, query: string, kind: Kind): string {
  const words = [t(`finder.kind.${kind}`), t(`finder.kind.${kind}`, { lng: SOURCE_LANGUAGE })]
    .flatMap((names) => names.split('|'))
    .map((word): readonly [Kind, string] => [kind, word])
  return (verbsIn(query, words)[0]?.rest ?? query).trim()
}

/** Whether alarms, conflicts or waiting changes were asked for by name. */
export function isKindMeant(t: Translate, query: string, kind: Kind): boolean {
  return withoutKind(t, query, kind) !== query.trim()
}
