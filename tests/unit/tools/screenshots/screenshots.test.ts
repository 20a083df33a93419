import { describe, expect, it } from 'vitest'
import { indexPage } from '../../../../tools/preview/screenshots/index-page.ts'
import { parseOptions, UsageError } from '../../../../tools/preview/screenshots/options.ts'

const run = (...args: string[]) => parseOptions(['--out', 'pictures', ...args])

describe('npm run screenshots', () => {
  it('takes every page in two themes, two sizes and every state unless it is told otherwise', () => {
    expect(run()).toMatchObject({
      themes: ['dark', 'light'],
      sizes: [
        { width: 1366, height: 768 },
        { width: 1920, height: 1080 },
      ],
      states: ['normal', 'empty', 'offline', 'full'],
      hasAxe: false,
      hasZoom: false,
      isPseudo: false,
      isRtl: false,
    })
    expect(run('--pages', 'devices,help', '--themes', 'high-contrast', '--sizes', '2560x1440', '--axe')).toMatchObject({
      pages: ['devices', 'help'],
      themes: ['high-contrast'],
      sizes: [{ width: 2560, height: 1440 }],
      hasAxe: true,
    })
    expect(run('--themes', 'high-contrast-light', '--rtl')).toMatchObject({
      themes: ['high-contrast-light'],
      isRtl: true,
    })
    expect(parseOptions(['--help'])).toEqual({ mode: 'help' })
  })

  it.each([
    { args: [], says: '--out needs the folder' },
    { args: ['--out', 'x', '--themes', 'drak'], says: '--themes does not know "drak": it is one of dark, light' },
    { args: ['--out', 'x', '--sizes', '1366'], says: '--sizes does not know "1366"' },
    { args: ['--out', 'x', '--pages', 'nowhere'], says: '--pages does not know "nowhere"' },
    { args: ['--out', 'x', '--states', ''], says: '--states does not know ""' },
    { args: ['--out', 'x', '--colour'], says: '--colour' },
  ])('says what is wrong with $args', ({ args, says }) => {
    expect(() => parseOptions(args)).toThrow(UsageError)
    expect(() => parseOptions(args)).toThrow(says)
  })

  it('writes a page of all pictures, with what was wrong', () => {
    const shot = {
      page: 'devices',
      state: 'empty',
      theme: 'dark',
      size: { width: 1366, height: 768 },
      file: 'devices-empty-dark-1366x768.png',
    } as const
    const html = indexPage([shot], ['devices: logged: <b>'])
    expect(html).toContain('<img src="devices-empty-dark-1366x768.png" alt="devices: empty, dark, 1366 × 768"')
    expect(html).toContain('<li>devices: logged: &lt;b&gt;</li>')
    expect(indexPage([shot], [])).toContain('Nothing was wrong.')
  })
})
