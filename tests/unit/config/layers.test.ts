import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SettingName, settingsSchema } from '#shared/domain/settings.ts'
import {
  EMPTY_LAYER,
  isOfPolicyOnly,
  layerFromEnvironment,
  layerFromRecord,
  resolveSettings,
  SETTING_NAMES,
  type SettingsLayer,
} from '../../../src/main/config/layers.ts'

const DEFAULTS = settingsSchema.parse({})

function layer(entries: Readonly<Record<string, unknown>>): SettingsLayer {
  return layerFromRecord(new Map(Object.entries(entries)), 'The file', true)
}

/** Two valid values per setting, so that layers can disagree. */
const VIEW = {
  id: 'view-1',
  name: 'Gates',
  query: {
    search: 'gate',
    status: '',
    site: '',
    memberOf: '',
    isPendingOnly: false,
    isAttentionOnly: false,
    sort: { columnId: 'name', isDescending: false },
    group: 'site',
  },
  layout: { columns: [{ id: 'name', width: 200 }], density: null },
}
const VALID: Readonly<Record<SettingName, readonly [unknown, unknown]>> = {
  sites: [null, [{ id: 'north', name: '', serverUrl: null, tenant: 'main', isEnabled: true }]],
  serverUrl: [null, 'https://fleet.example.org/'],
  tenant: ['north', 'south'],
  autoConnect: [true, false],
  certificateFile: ['', '/etc/outpost-console/authority.pem'],
  telemetryDsn: ['', 'https://abc123@errors.example.org/7'],
  telemetryEnvironment: ['production', 'test'],
  telemetryRelease: ['', 'outpost-console@1.2.3'],
  telemetrySampleRate: [0, 0.5],
  telemetryIgnore: ['', 'ResizeObserver; http-5*'],
  telemetrySendsUser: [true, false],
  keepCrashDumps: [true, false],
  usageAnalytics: [true, false],
  flagSiteTrend: ['line', 'strip'],
  flagHoursMap: ['off', 'on'],
  updateFeed: ['', 'https://updates.example.org/console'],
  updateKeys: ['', 'ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
  updateCheckEveryMs: [60_000, 3_600_000],
  updateInstall: ['ask', 'when-idle'],
  updateWindow: ['', '02:00-04:30'],
  realtimeEnabled: [true, false],
  performanceMonitoring: [true, false],
  performanceAlerts: [true, false],
  offlineSupport: [true, false],
  backgroundSync: [true, false],
  heartbeatIntervalMs: [1_000, 5_000],
  reconnectDelayMaxMs: [100, 9_000],
  maxReconnectAttempts: [null, 4],
  requestTimeoutMs: [500, 700],
  uploadRateLimit: [null, 250_000],
  refreshIntervalMs: [null, 60_000],
  alarmOperators: [1, 3],
  alarmEventsKeptDays: [7, 30],
  alarmFiguresKeptDays: [31, 730],
  notifyCriticalAlarms: [true, false],
  notifyStuckOperations: [true, false],
  quietHoursFrom: ['', '22:00'],
  quietHoursTo: ['', '06:30'],
  trayIcon: [true, false],
  staysInPanel: [true, false],
  inboundThrottleMs: [0, 100],
  inboundDebounceMs: [0, 1_000],
  rollbackTimeoutMs: [500, 700],
  retryAttempts: [0, 9],
  queueMaxCount: [1, 50],
  queueMaxBytes: [1_000_000, 2_000_000],
  commandConfirmAfterMs: [1_000, null],
  commandExpireAfterMs: [5_000, null],
  editConfirmAfterMs: [null, 1_000],
  editExpireAfterMs: [null, 5_000],
  commandConfirmationMs: [1_000, 2_000],
  conflictAutoResolve: [true, false],
  conflictMaxRounds: [1, 9],
  conflictDeviceStrategy: ['manual', 'server-wins'],
  conflictPlaylistStrategy: ['merge', 'client-wins'],
  conflictScheduleStrategy: ['client-wins', 'manual'],
  conflictContentStrategy: ['server-wins', 'merge'],
  conflictAlertStrategy: ['manual', 'merge'],
  conflictWallboardStrategy: ['manual', 'merge'],
  conflictFieldStrategies: ['', 'playlist.items=merge, device.name=manual'],
  theme: ['dark', 'high-contrast'],
  density: ['compact', 'comfortable'],
  startPage: ['overview', 'pending'],
  demoDevices: [1, 20],
  demoEventsPerSecond: [0, 3],
  demoSeed: [0, 1],
  breakerFailureThreshold: [1, 9],
  breakerSuccessThreshold: [1, 3],
  breakerTimeoutMs: [1_000, 90_000],
  retryMaxAttempts: [1, 5],
  retryStrategy: ['manual', 'linear'],
  retryInitialDelayMs: [0, 2_000],
  retryMaxDelayMs: [0, 60_000],
  retryMultiplier: [1, 1.5],
  retryJitter: [true, false],
  pageRenderWarningMs: [1, 400],
  pageRenderCriticalMs: [2, 900],
  componentRenderWarningMs: [1, 90],
  componentRenderCriticalMs: [2, 200],
  dataBindingWarningMs: [1, 150],
  dataBindingCriticalMs: [2, 400],
  dataFetchWarningMs: [1, 900],
  dataFetchCriticalMs: [2, 2_000],
  bundleSizeWarningBytes: [1, 400_000],
  bundleSizeCriticalBytes: [2, 900_000],
  slowQueryWarningMs: [1, 150],
  slowQueryCriticalMs: [2, 900],
  errorRateWarning: [1, 5],
  errorRateCritical: [2, 40],
  memoryWarningBytes: [1, 900_000_000],
  memoryCriticalBytes: [2, 3_000_000_000],
  figureMinutesKeptMs: [3_600_000, 86_400_000],
  figureHoursKeptMs: [86_400_000, 172_800_000],
  fleetHistoryKeptMs: [86_400_000, 172_800_000],
  reportSchedule: ['daily', 'weekly'],
  reportFolder: [null, '/reports'],
  reportFormat: ['pdf', 'json'],
  reportTime: ['06:00', '23:59'],
  readStaleAfterMs: [0, 60_000],
  readKeptForMs: [1_000, 600_000],
  metricsEndpoint: [true, false],
  metricsPort: [1_024, 19_464],
  welcome: ['tour', 'done'],
  allowedExports: [[], ['report-pdf', 'ledger']],
  language: ['en', 'en'],
  startAtLogin: [true, false],
  startHidden: [true, false],
  kiosk: [true, false],
  wall: [true, false],
  keepAwake: ['never', 'always'],
  deviceViews: [[], [VIEW]],
  deviceLayout: [{ columns: null, density: 'compact' }, VIEW.layout],
}

const arbitraryLayer = fc
  .array(fc.tuple(fc.constantFrom(...SETTING_NAMES), fc.constantFrom<0 | 1>(0, 1)), { maxLength: 30 })
  .map((choices) => layer(Object.fromEntries(choices.map(([name, which]) => [name, VALID[name][which]]))))

describe('resolving settings', () => {
  it('takes every setting from the first place that names it, and says which', () => {
    fc.assert(
      fc.property(arbitraryLayer, arbitraryLayer, arbitraryLayer, (settings, policy, environment) => {
        const effective = resolveSettings({ settings, policy, environment })
        for (const name of SETTING_NAMES) {
          const places = [
            ['settings', settings],
            ['policy', policy],
            ['environment', environment],
          ] as const
          const decides = places.find(
            ([place, { values }]) => values.has(name) && (place === 'policy' || !isOfPolicyOnly(name)),
          )
          expect(effective.sources[name]).toBe(decides?.[0] ?? 'default')
          expect(effective.values[name]).toEqual(decides ? decides[1].values.get(name) : DEFAULTS[name])
        }
      }),
    )
  })

  it('takes what is locked from the policy, or as delivered, whatever else is said, and tells what lies beneath', () => {
    fc.assert(
      fc.property(arbitraryLayer, arbitraryLayer, arbitraryLayer, fc.constantFrom(...SETTING_NAMES), (...drawn) => {
        const [settings, policy, environment, name] = drawn
        const locks = { names: new Set([name]), file: '/etc/policy.json' }
        const effective = resolveSettings({ settings, policy: { ...policy, locks }, environment })
        const isNamed = policy.values.has(name)
        expect(effective.values[name]).toEqual(isNamed ? policy.values.get(name) : DEFAULTS[name])
        expect(effective).toMatchObject({ locks: [name], lockedBy: '/etc/policy.json' })
        expect(effective.sources[name]).toBe(isNamed ? 'policy' : 'default')
        for (const other of SETTING_NAMES.filter((one) => one !== name && !isOfPolicyOnly(one))) {
          const next = policy.values.has(other) ? 'policy' : environment.values.has(other) ? 'environment' : undefined
          expect(effective.beneath[other]).toBe(settings.values.has(other) ? next : undefined)
        }
      }),
    )
  })

  it('asks nobody but the policy what operators may write into files', () => {
    const asked = layer({ allowedExports: ['ledger'] })
    const by = (policy: SettingsLayer) => resolveSettings({ settings: asked, policy, environment: asked })
    expect(by(EMPTY_LAYER).values.allowedExports).toEqual(DEFAULTS.allowedExports)
    expect(by(layer({ allowedExports: [] })).values.allowedExports).toEqual([])
  })

  it('lets nothing be changed while nobody knows what is locked, and keeps what was set', () => {
    const frozen = { ...EMPTY_LAYER, isFrozen: true }
    const effective = resolveSettings({ settings: layer({ theme: 'light' }), policy: frozen, environment: EMPTY_LAYER })
    expect(effective.values.theme).toBe('light')
    expect(effective.locks.toSorted()).toEqual(SETTING_NAMES.toSorted())
  })

  it('ends in valid settings whatever the places hold', () => {
    const anything = fc
      .dictionary(fc.oneof(fc.constantFrom<string>(...SETTING_NAMES), fc.string()), fc.anything())
      .map((record) => layer(record))
    fc.assert(
      fc.property(anything, anything, (settings, policy) => {
        const effective = resolveSettings({ settings, policy, environment: EMPTY_LAYER })
        expect(settingsSchema.safeParse(effective.values).success).toBe(true)
      }),
    )
  })

  it('treats null as a value where a setting allows it', () => {
    const effective = resolveSettings({
      settings: layer({ serverUrl: null }),
      policy: layer({ serverUrl: 'https://fleet.example.org' }),
      environment: EMPTY_LAYER,
    })
    expect(effective.values.serverUrl).toBeNull()
    expect(effective.sources['serverUrl']).toBe('settings')
  })

  it('passes over a wrong value to the next place and reports it without repeating it', () => {
    const effective = resolveSettings({
      settings: layer({ serverUrl: 'http://user:hunter2@fleet.example.org' }),
      policy: layer({ serverUrl: 'https://fleet.example.org' }),
      environment: EMPTY_LAYER,
    })
    expect(effective.values.serverUrl).toBe('https://fleet.example.org')
    expect(effective.problems).toHaveLength(1)
    expect(effective.problems[0]).toContain('serverUrl')
    expect(effective.problems[0]).not.toContain('hunter2')
  })

  it('survives names that belong to every object', () => {
    const record = new Map<string, unknown>([
      ['__proto__', { theme: 'light' }],
      ['constructor', 1],
      ['toString', 2],
    ])
    const settings = layerFromRecord(record, 'The file', false)
    expect(resolveSettings({ settings, policy: EMPTY_LAYER, environment: EMPTY_LAYER }).values).toEqual(DEFAULTS)
  })
})

describe('the environment as a place of settings', () => {
  it.each([
    ['1', true],
    ['TRUE', true],
    ['on', true],
    ['yes', true],
    ['0', false],
    ['false', false],
    [' Off ', false],
    ['no', false],
  ])('reads the switch %j as %j', (text, expected) => {
    const read = layerFromEnvironment({ OUTPOST_REALTIME_ENABLED: text })
    expect(read.values.get('realtimeEnabled')).toBe(expected)
    expect(read.problems).toEqual([])
  })

  it('reads address, tenant, theme and the start page', () => {
    const read = layerFromEnvironment({
      OUTPOST_SERVER_URL: 'https://fleet.example.org',
      OUTPOST_TENANT: 'north',
      OUTPOST_THEME: 'light',
      OUTPOST_START_PAGE: 'pending',
    })
    expect(Object.fromEntries(read.values)).toEqual({
      serverUrl: 'https://fleet.example.org',
      tenant: 'north',
      theme: 'light',
      startPage: 'pending',
    })
  })

  it('reports a word that is no switch, an address without encryption and an unknown theme', () => {
    const read = layerFromEnvironment({
      OUTPOST_BACKGROUND_SYNC: 'maybe',
      OUTPOST_SERVER_URL: 'http://fleet.example.org',
      OUTPOST_THEME: 'pink',
    })
    expect(read.values.size).toBe(0)
    expect(read.problems).toHaveLength(3)
  })

  it('takes an empty variable as not set', () => {
    expect(layerFromEnvironment({ OUTPOST_SERVER_URL: '', OUTPOST_OFFLINE_SUPPORT: ' ' })).toEqual(EMPTY_LAYER)
  })
})
