import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRefusedSwitches } from '../../../src/main/windows/launch-switches.ts'
import { choosePageSource } from '../../../src/main/windows/page-source.ts'
import { ReloadLimiter } from '../../../src/main/windows/reload-limiter.ts'
import { addressForLog, isAllowedFetch, isAllowedNavigation } from '../../../src/main/windows/request-rules.ts'
import { developmentPolicy } from '../../../src/main/windows/response-headers.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const APP = choosePageSource(true, undefined)
const DEVELOPMENT = choosePageSource(false, 'http://localhost:5173/')

describe('switches of the command line', () => {
  it.each([
    '--remote-debugging-port=0',
    '--remote-debugging-port',
    '--remote-debugging-pipe',
    '-remote-debugging-port=9222',
    '/remote-debugging-port=9222',
    '--REMOTE-DEBUGGING-PORT=9222',
    ' --inspect',
    '--inspect=0.0.0.0:9229',
    '--inspect-brk',
    '--inspect_brk',
    '--inspect-brk-node=1',
    '--js-flags=--expose-gc',
    '--load-extension=/x',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--ignore-certificate-errors-spki-list=x',
    '--host-rules=MAP * 127.0.0.1',
    '--ssl-key-log-file=/x',
    '--renderer-cmd-prefix=gdb',
    '--require=/x.js',
  ])('refuses %s', (argument) => {
    expect(findRefusedSwitches(['outpost-console', argument])).toHaveLength(1)
  })

  it.each([
    '--user-data-dir=/profile',
    '--no-sandbox',
    '--ozone-platform=x11',
    '--lang=de',
    '--inspector',
    'inspect',
    '/usr/bin',
    '--',
  ])('lets %s be', (argument) => {
    const expected = argument === '--inspector' ? 1 : 0
    expect(findRefusedSwitches([argument])).toHaveLength(expected)
  })

  it('names what it refused, without values', () => {
    expect(findRefusedSwitches(['--inspect=secret', 'x', '--js-flags=y'])).toEqual(['inspect', 'js-flags'])
  })

  it('never fails on an argument, and never finds more than there are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (argv) => {
        expect(findRefusedSwitches(argv).length).toBeLessThanOrEqual(argv.length)
      }),
    )
  })
})

describe('the source of the pages', () => {
  it('is the development server only for an unpackaged app and only on this PC', () => {
    expect(DEVELOPMENT).toMatchObject({ origin: 'http://localhost:5173', isDevelopmentServer: true })
    expect(choosePageSource(true, 'http://localhost:5173/')).toEqual(APP)
    expect(choosePageSource(false, undefined)).toEqual(APP)
    for (const foreign of [
      'https://localhost:5173',
      'http://example.org',
      'http://localhost.example.org',
      'file:///x',
      'x',
    ]) {
      expect(choosePageSource(false, foreign)).toEqual(APP)
    }
  })
})

describe('navigation', () => {
  it.each(['app://console/', 'app://console/#/devices', 'app://console/app-error.html'])('may go to %s', (url) => {
    expect(isAllowedNavigation(url, APP)).toBe(true)
  })

  it.each([
    'app://console/other.html',
    'app://console/?x=1',
    'app://console.example.org/',
    'https://example.org/',
    'http://localhost:5173/',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    'about:blank',
    '',
  ])('may not go to %j', (url) => {
    expect(isAllowedNavigation(url, APP)).toBe(false)
  })
})

describe('fetching', () => {
  it('is open for the own files, and for the development server while developing', () => {
    expect(isAllowedFetch('app://console/assets/a.js', APP, false)).toBe(true)
    expect(isAllowedFetch('data:image/png;base64,AA', APP, false)).toBe(true)
    expect(isAllowedFetch('http://localhost:5173/a.ts', DEVELOPMENT, true)).toBe(true)
    expect(isAllowedFetch('ws://localhost:5173/', DEVELOPMENT, true)).toBe(true)
    expect(isAllowedFetch('devtools://devtools/bundled/x.js', APP, true)).toBe(true)
  })

  it.each([
    'https://example.org/',
    'http://127.0.0.1:80/',
    'http://localhost:5173/a.ts',
    'ws://localhost:5173/',
    'wss://example.org/',
    'file:///etc/passwd',
    'ftp://example.org/',
    'app://other/',
    'chrome://gpu/',
    'devtools://devtools/bundled/x.js',
    'nonsense',
  ])('is closed for %s', (url) => {
    expect(isAllowedFetch(url, APP, false)).toBe(false)
  })

  it('is closed for other ports of this PC while developing', () => {
    expect(isAllowedFetch('http://localhost:8080/', DEVELOPMENT, true)).toBe(false)
  })
})

describe('an address in the log', () => {
  it('says where it leads and nothing private', () => {
    expect(addressForLog('https://anna:pw@example.org/path?token=x#y')).toBe('https://example.org')
    expect(addressForLog('nonsense')).toBe('unreadable')
  })
})

describe('the policy while developing', () => {
  it('opens the development server and no other place', () => {
    const policy = developmentPolicy('http://localhost:5173')
    expect(policy).toContain('connect-src http://localhost:5173 ws://localhost:5173')
    expect(policy).not.toMatch(/\*|https:/)
  })
})

describe('ReloadLimiter', () => {
  it('allows three loads in any minute', async () => {
    const clock = new ManualClock()
    const limiter = new ReloadLimiter(clock)
    const tries = (): boolean[] => [limiter.tryReload(), limiter.tryReload()]
    expect(tries()).toEqual([true, true])
    await clock.advance(30_000)
    expect(tries()).toEqual([true, false])
    await clock.advance(30_000)
    expect([...tries(), limiter.tryReload()]).toEqual([true, true, false])
  })
})
