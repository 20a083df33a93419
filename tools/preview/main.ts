import i18next from 'i18next'
import type { Settings } from '#shared/domain/settings.ts'
import { SPOKEN_LANGUAGES } from '#shared/i18n/languages.ts'
import { en } from '../../src/renderer/i18n/en/texts.ts'
import { PSEUDO_RIGHT_TO_LEFT, pseudoTexts, rightToLeftText } from '../../src/renderer/i18n/pseudo.ts'
import { FakeMain } from './fake-bridge.ts'
import { keepGivenTexts } from './given-texts.ts'
import { SCENARIOS } from './scenarios.ts'

/**
 * `?scenario=offline&devices=1000&schedules=5000&theme=light&density=comfortable&load=12000`; `load`: reports a second;
 * `slow`: milliseconds that queueing takes; `refuse`: end of the ids of devices whose changes are refused; `still`:
 * nothing is reported, for pictures; `pseudo`: all texts in made-up letters; `rtl`: a language whose lines run
 * from right to left; `turned`: its words, too; `language`: one that the console speaks; `update`: where an update stands, like `ready` or `idle+unsigned`.
 */
const THEMES = ['dark', 'light', 'high-contrast', 'system'] as const
/** What an administrator has decided, with a slip of the hand in it. */
const SET_BY_POLICY: Partial<Settings> = {
  allowedExports: ['report-pdf', 'report-csv', 'diagnostics'],
  startAtLogin: true,
}
const LOCKED = {
  locks: ['serverUrl', 'sites', 'tenant', 'kiosk', 'startAtLogin', 'allowedExports'] as const,
  policy: {
    problems: [
      { message: '“tennant” is no setting. Is “tenant” meant?', name: null, line: 4, column: 3 },
      {
        message:
          '“theme” has a wrong value, which was ignored: Invalid option: expected one of "system"|"dark"|"light".',
        name: 'theme',
        line: 9,
        column: 3,
      },
    ],
  },
}
const query = new URLSearchParams(location.search)
const scenario = SCENARIOS.find((name) => name === query.get('scenario')) ?? 'online'
const theme = THEMES.find((name) => name === query.get('theme')) ?? 'dark'
const density = query.get('density') === 'comfortable' ? 'comfortable' : 'compact'
const spoken = SPOKEN_LANGUAGES.find((name) => name === query.get('language')) ?? 'en'
const language = query.has('rtl') || query.has('turned') ? PSEUDO_RIGHT_TO_LEFT : 'en'
const fake = new FakeMain({
  scenario,
  deviceCount: Number(query.get('devices') ?? 1_000),
  ...(query.has('schedules') ? { scheduleCount: Number(query.get('schedules')) } : {}),
  now: Date.now(),
  confirmMs: 1_500,
  settings: {
    ...{
      theme,
      density,
      language: spoken,
      updateFeed: query.has('update') ? `/srv/updates/${query.get('update')}` : '',
    },
    ...(scenario === 'policy' ? SET_BY_POLICY : {}),
  },
  ...(scenario === 'policy' ? LOCKED : {}),
})
if (!query.has('still') && (scenario === 'online' || scenario === 'busy')) fake.stir(20)
const [slowMs, refused] = [Number(query.get('slow')), query.get('refuse')]
if (slowMs > 0 || refused !== null) {
  const request = fake.bridge.request.bind(fake.bridge)
  const slowed: typeof request = async (name, asked) => {
    if (name !== 'operations:enqueue') return request(name, asked)
    await new Promise((done) => setTimeout(done, slowMs))
    const isRefused = refused !== null && JSON.stringify(asked).includes(`${refused}"`)
    const message = 'This device does not exist any more; nothing was changed.'
    return isRefused ? { v: 1, id: '1', ok: false, error: { code: 'not-found', message } } : request(name, asked)
  }
  Object.assign(fake.bridge, { request: slowed })
}
if (query.has('load')) fake.load(Number(query.get('load')))
if (query.has('pseudo')) {
  const givenTexts = new Set<string>()
  keepGivenTexts(fake.bridge, givenTexts)
  Object.assign(window, { givenTexts })
}
// The renderer sets up its texts after this and before it draws.
i18next.on('initialized', () => {
  const texts = query.has('turned') ? pseudoTexts(en, rightToLeftText) : query.has('pseudo') ? pseudoTexts(en) : en
  i18next.addResourceBundle(language, 'translation', texts, true, true)
  if (language !== 'en') void i18next.changeLanguage(language)
})
// As the main process writes it into the page.
document.documentElement.lang = spoken
Object.assign(window, { outpost: fake.bridge })
