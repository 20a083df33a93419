import i18next from 'i18next'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SPOKEN_LANGUAGES, type SpokenLanguage } from '#shared/i18n/languages.ts'
import { typedVerbs } from '../../../../src/renderer/features/shell/palette-commands.ts'
import { isKindMeant } from '../../../../src/renderer/features/shell/palette-kinds.ts'
import { verbsIn } from '../../../../src/renderer/features/shell/palette-verbs.ts'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { speak } from '../../../../src/renderer/i18n/spoken.ts'

const VERBS = [
  ['reload', 'Reload'],
  ['restart', 'Restart'],
  ['reboot', 'Reboot'],
  ['clear-cache', 'Clear cache'],
  ['push-content', 'Push content'],
] as const

describe('a verb in the palette', () => {
  const meant = (query: string) => verbsIn<string>(query, VERBS)

  it('stands before the name or after it, and may be typed in part', () => {
    expect(meant('reboot gate 1')).toEqual([{ verb: 'reboot', rest: 'gate 1' }])
    expect(meant(' Gate 1  REB')).toEqual([{ verb: 'reboot', rest: 'gate 1' }])
  })

  it('takes all of its words from the name', () => {
    expect(meant('clear cache hall')).toEqual([{ verb: 'clear-cache', rest: 'hall' }])
    expect(meant('hall clear ca')).toEqual([{ verb: 'clear-cache', rest: 'hall' }])
    expect(meant('clear hall')).toEqual([{ verb: 'clear-cache', rest: 'hall' }])
  })

  it('is nothing without something to do it to, nor with fewer than three letters', () => {
    expect(meant('reboot')).toEqual([])
    expect(meant('re gate 1')).toEqual([])
    expect(meant('gate 1')).toEqual([])
  })
})

describe('in every language', () => {
  const t = setUpTexts()
  const spoken = async (language: SpokenLanguage): Promise<void> => {
    onTestFinished(async () => void (await speak('en')))
    await speak(language)
    expect(i18next.language).toBe(language)
  }

  it.each(SPOKEN_LANGUAGES)(
    '%s: a verb is known by its own name, however short, and by that of the guides',
    async (language) => {
      await spoken(language)
      for (const [verb, name] of [
        ['open', t('finder.verb.open')],
        ['delete', t('finder.verb.delete')],
        ['reboot', t('command.reboot')],
        ['reboot', 'Reboot'],
      ] as const)
        expect(typedVerbs(t, `${name} gate 1`)).toContainEqual({ verb, rest: 'gate 1' })
    },
  )

  it.each(SPOKEN_LANGUAGES)('%s: alarms, conflicts and what waits are searched by their names', async (language) => {
    await spoken(language)
    for (const kind of ['alarm', 'conflict', 'waiting'] as const) {
      for (const name of [...t(`finder.kind.${kind}`).split('|'), kind])
        expect([name, isKindMeant(t, `${name} gate 1`, kind)]).toEqual([name, true])
    }
  })

  it('a name that means the same twice is one verb', () => {
    const twice = [...VERBS, ['reboot', 'Reboot the device']] as const
    expect(verbsIn<string>('reboot gate 1', twice)).toEqual([{ verb: 'reboot', rest: 'gate 1' }])
  })
})
