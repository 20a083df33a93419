import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConsoleApp } from '../support/console-app.ts'
import { expect, test } from './fixtures.ts'

test('every page comes with a strict content security policy, and nothing outside the build is served', async ({
  start,
}) => {
  const app = await start()
  const answers = await app.app.evaluate(async ({ session }) => {
    const read = async (url: string) => {
      const answer = await session.defaultSession.fetch(url).catch(() => null)
      return { status: answer?.status ?? 0, headers: Object.fromEntries(answer?.headers ?? []) }
    }
    return {
      home: await read('app://console/'),
      outside: await read('app://console/..%2f..%2fpackage.json'),
      other: await read('app://elsewhere/'),
    }
  })
  const policy = answers.home.headers['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("connect-src 'none'")
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
  expect(answers.home.headers['x-content-type-options']).toBe('nosniff')
  expect(answers.outside.status).not.toBe(200)
  expect(answers.other.status).not.toBe(200)
})

test('script that gets into the page does not run and reaches nothing', async ({ start }) => {
  const app = await start()
  const found = await app.page.evaluate<Record<string, string>>(`(async () => {
    const blocked = []
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective))
    const attempt = async (act) => { try { return String(await act()) } catch (error) { return error.name } }
    const image = new Image()
    const failed = new Promise((resolve) => { image.onerror = () => resolve('failed'); image.onload = () => resolve('loaded') })
    image.src = 'file:///usr/share/pixmaps/debian-logo.png'
    return {
      markup: await attempt(() => { document.body.innerHTML = '<script>globalThis.hit = 1</script>' }),
      script: await attempt(() => { const s = document.createElement('script'); s.textContent = 'globalThis.hit = 1'; document.head.append(s); return 'ran' }),
      fetch: await attempt(() => fetch('https://example.org/').then(() => 'answered')),
      socket: await attempt(() => new Promise((resolve) => { const s = new WebSocket('wss://example.org/'); s.onopen = () => resolve('open'); s.onerror = () => resolve('refused') })),
      image: await failed,
      hit: String(globalThis.hit),
      camera: await attempt(() => navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted')),
      place: await attempt(() => new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('told'), (error) => resolve('code ' + error.code)))),
      clipboard: await attempt(() => navigator.clipboard.readText().then(() => 'read')),
      bridge: String(Object.isFrozen(globalThis.outpost)),
    }
  })()`)
  expect(found).toMatchObject({
    markup: 'TypeError',
    script: 'TypeError',
    fetch: 'TypeError',
    image: 'failed',
    hit: 'undefined',
    place: 'code 1',
    bridge: 'true',
  })
  expect(found['socket']).not.toBe('open')
  expect(found['camera']).not.toBe('granted')
  expect(found['clipboard']).not.toBe('read')
})

test('pages run in the sandbox, apart from the preload script, and no window of theirs opens', async ({ start }) => {
  const app = await start()
  await app.page.evaluate(`globalThis.open('app://console/', '_blank')`)
  const windows = await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(windows).toBe(1)
  const answer = await app.page.evaluate<string>(`String(globalThis.opener) + typeof Buffer + typeof global`)
  expect(answer).toBe('nullundefinedundefined')
})

test('a second start brings the hidden window of the first one back', async ({ start, profile, server, network }) => {
  const app = await start()
  await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const isVisible = (): Promise<boolean | undefined> =>
    app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  expect(await isVisible()).toBe(false)
  const options = { profile, serverUrl: network.url, token: server.token }
  const { code, errors } = await ConsoleApp.startAndEnd(options)
  expect(code).toBe(0)
  expect(errors).toContain('already running')
  await expect.poll(isVisible).toBe(true)
})

test('a corrupt settings file is kept as it was, and the operator is told', async ({ start, profile }) => {
  const broken = '{ "theme": "light", "heartbeatIntervalMs": '
  mkdirSync(profile, { recursive: true })
  writeFileSync(join(profile, 'settings.json'), broken)
  const app = await start()
  const kept = readdirSync(profile).find((name) => name.startsWith('settings.corrupt'))
  expect(readFileSync(join(profile, String(kept)), 'utf8')).toBe(broken)
  await app.go('Settings')
  await expect(app.page.getByText(/settings file .*(corrupt|could not be read|not valid)/i).first()).toBeVisible()
})
