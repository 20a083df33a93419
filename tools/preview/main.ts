import { FakeMain } from './fake-bridge.ts'
import { SCENARIOS } from './scenarios.ts'

/** `?scenario=offline&devices=1000&theme=light&density=comfortable&load=12000`; `load`: reports a second. */
const query = new URLSearchParams(location.search)
const scenario = SCENARIOS.find((name) => name === query.get('scenario')) ?? 'online'
const theme = query.get('theme') === 'light' ? 'light' : 'dark'
const density = query.get('density') === 'comfortable' ? 'comfortable' : 'compact'
const fake = new FakeMain({
  scenario,
  deviceCount: Number(query.get('devices') ?? 1_000),
  now: Date.now(),
  confirmMs: 1_500,
  settings: { theme, density },
})
if (scenario === 'online' || scenario === 'busy') fake.stir(20)
if (query.has('load')) fake.load(Number(query.get('load')))
Object.assign(window, { outpost: fake.bridge })
