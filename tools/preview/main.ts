import { FakeMain } from './fake-bridge.ts'
import { SCENARIOS } from './scenarios.ts'

/**
 * `?scenario=offline&devices=1000&theme=light&density=comfortable&load=12000`; `load`: reports a second;
 * `slow`: milliseconds that queueing takes; `refuse`: end of the ids of devices whose changes are refused.
 */
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
Object.assign(window, { outpost: fake.bridge })
