import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SpokenLanguage } from '#shared/i18n/languages.ts'
import { isInside, resolveAppFile } from '../../../src/main/windows/app-files.ts'
import { answerAppRequest, UNREADABLE } from '../../../src/main/windows/app-responses.ts'

const ROOT = join(sep, 'app', 'renderer')

describe('resolveAppFile', () => {
  it.each([
    ['app://console/', 'index.html', 'text/html; charset=utf-8'],
    ['app://console/?x=1#/devices', 'index.html', 'text/html; charset=utf-8'],
    ['app://console/assets/index-Ab_12-c.js', 'assets/index-Ab_12-c.js', 'text/javascript; charset=utf-8'],
    ['app://console/assets/index.css', 'assets/index.css', 'text/css; charset=utf-8'],
    [
      'app://console/assets/inter-latin-wght-normal-Dx4kXJAl.woff2',
      'assets/inter-latin-wght-normal-Dx4kXJAl.woff2',
      'font/woff2',
    ],
  ])('finds %s', (url, path, contentType) => {
    expect(resolveAppFile(ROOT, url)).toEqual({ path: join(ROOT, path), contentType })
  })

  it.each([
    'app://console/../main/index.js',
    'app://console/..%2fmain/index.js',
    'app://console/%2e%2e/main/index.js',
    'app://console/%252e%252e/main/index.js',
    'app://console/..%5cmain%5cindex.js',
    'app://console/..\\main\\index.js',
    'app://console/assets/..;/index.js',
    'app://console//etc/passwd.json',
    'app://console/%2fetc%2fpasswd.json',
    'app://console/C:/secret.json',
    'app://console/C%3A%5Csecret.json',
    'app://console/index.html%00.png',
    'app://console/index.html::$DATA',
    'app://console/con.js',
    'app://console/aux',
    'app://console/assets/NUL.json',
    'app://console/.env',
    'app://console/.git/config.json',
    'app://console/index.js.',
    'app://console/index.js%20',
    'app://console/%E0%A4%A.js',
    'app://console/assets/',
    'app://console/assets',
    'app://console/program.exe',
    'app://console/page.php',
    'app://other/index.html',
    'app://console.example.org/index.html',
    'app://user@console/index.html',
    'app://console:8080/index.html',
    'file:///etc/passwd',
    'https://console/index.html',
    'index.html',
    '',
  ])('finds nothing for %s that lies outside', (url) => {
    const file = resolveAppFile(ROOT, url)
    // A URL parser takes plain dot segments out before the app sees them: what is left then lies inside.
    expect(file === null || file.path.startsWith(ROOT + sep)).toBe(true)
  })

  it('never leaves the root, whatever the URL', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '/',
        '\\',
        '%2e',
        '%2f',
        '%5c',
        '%00',
        '%25',
        ':',
        '~',
        'assets',
        'index.js',
        ' ',
        '\u202e',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = resolveAppFile(ROOT, `app://console/${pieces.join('')}`)
        expect(file === null || isInside(ROOT, file.path)).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('isInside', () => {
  it.each([
    ['/a/b/c.js', true],
    ['/a/b', false],
    ['/a/bc/d.js', false],
    ['/a/c.js', false],
    ['/a/b/..c.js', true],
    ['/', false],
  ])('of /a/b: %s is %s', (path, expected) => {
    expect(isInside(join(sep, 'a', 'b'), path.replaceAll('/', sep))).toBe(expected)
  })
})

describe('answering a page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-renderer-'))
  const root = join(folder, 'renderer')
  const pages = (from = root, language: SpokenLanguage = 'en') => ({ root: from, language: () => language })

  beforeAll(() => {
    mkdirSync(join(root, 'assets'), { recursive: true })
    writeFileSync(join(root, 'index.html'), '<!doctype html>\n<html lang="en" dir="ltr"></html>')
    writeFileSync(join(root, 'assets', 'a.js'), 'export {}')
    writeFileSync(join(folder, 'secret.json'), '{"secret":1}')
    symlinkSync(join(folder, 'secret.json'), join(root, 'link.json'))
    symlinkSync(folder, join(root, 'up'))
    mkdirSync(join(root, 'folder.js'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('gives a file with its type and all locks', async () => {
    const response = answerAppRequest('GET', 'app://console/assets/a.js', pages())
    expect(response.statusCode).toBe(200)
    expect(response.data.toString()).toBe('export {}')
    expect(response.headers['Content-Type']).toBe('text/javascript; charset=utf-8')
    expect(response.headers['X-Content-Type-Options']).toBe('nosniff')
    expect(response.headers['Cross-Origin-Opener-Policy']).toBe('same-origin')
  })

  it('sends a policy that opens nothing but the own files', async () => {
    const policy = answerAppRequest('GET', 'app://console/', pages()).headers['Content-Security-Policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toMatch(/unsafe|\*|https?:|ws:/)
  })

  it.each(['link.json', 'up/secret.json', 'folder.js', 'missing.js', 'assets'])('answers %s with 404', async (path) => {
    const response = answerAppRequest('GET', `app://console/${path}`, pages())
    expect(response.statusCode).toBe(404)
    expect(response.data.toString()).toBe('')
  })

  it('tells a file that is there and cannot be read from one that is not there', () => {
    symlinkSync(join(root, 'loop.js'), join(root, 'loop.js'))
    expect(answerAppRequest('GET', 'app://console/loop.js', pages()).statusCode).toBe(UNREADABLE)
  })

  it('says in the first line of the page which language it is to speak, as the build has written it', () => {
    const lineOf = (language: SpokenLanguage) =>
      answerAppRequest('GET', 'app://console/', pages(root, language)).data.toString()
    expect(lineOf('ar')).toBe('<!doctype html>\n<html lang="ar" dir="ltr"></html>')
    expect(lineOf('en')).toBe('<!doctype html>\n<html lang="en" dir="ltr"></html>')
    const source = readFileSync(join(import.meta.dirname, '../../../src/renderer/index.html'), 'utf8')
    expect(source).toContain('<html lang="en" dir="ltr">')
  })

  it('only reads', async () => {
    expect(answerAppRequest('POST', 'app://console/', pages()).statusCode).toBe(405)
    const head = answerAppRequest('HEAD', 'app://console/', pages())
    expect([head.statusCode, head.data.toString()]).toEqual([200, ''])
  })

  it('has an error page that needs nothing of the build, and no script', async () => {
    const page = answerAppRequest('GET', 'app://console/app-error.html', pages(join(folder, 'gone')))
    expect(page.statusCode).toBe(200)
    expect(page.data.toString()).not.toMatch(/<script|style=|onclick/)
    expect(answerAppRequest('GET', 'app://console/app-error.css', pages(join(folder, 'gone'))).statusCode).toBe(200)
    expect(answerAppRequest('GET', 'app://other/app-error.html', pages()).statusCode).toBe(404)
  })
})
