import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { GUIDE_PICTURES, OTHER_PICTURES } from '../../../../tools/preview/screenshots/guide-list.ts'
import { indexPage } from '../../../../tools/preview/screenshots/index-page.ts'
import { nearestColors } from '../../../../tools/preview/screenshots/nearest-colors.ts'
import { GUIDE_FOLDER, parseOptions, UsageError } from '../../../../tools/preview/screenshots/options.ts'

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
      language: 'en',
    })
    expect(
      run('--pages', 'devices,wall,board', '--themes', 'high-contrast', '--sizes', '2560x1440', '--axe'),
    ).toMatchObject({
      pages: ['devices', 'wall', 'board'],
      themes: ['high-contrast'],
      sizes: [{ width: 2560, height: 1440 }],
      hasAxe: true,
    })
    expect(run('--themes', 'high-contrast-light', '--rtl')).toMatchObject({
      themes: ['high-contrast-light'],
      isRtl: true,
      language: 'en',
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

  it('takes the pictures of the guides into their folder, or where it is told', () => {
    expect(parseOptions(['--guide'])).toEqual({ mode: 'guide', out: 'docs/pictures' })
    expect(parseOptions(['--guide', '--out', 'elsewhere'])).toEqual({ mode: 'guide', out: 'elsewhere' })
  })

  it('knows every picture that lies in the folder of the guides', () => {
    const lying = readdirSync(GUIDE_FOLDER).filter((name) => name.endsWith('.png'))
    const taken = GUIDE_PICTURES.map(({ file }) => file)
    expect(lying.filter((name) => !taken.includes(name) && !OTHER_PICTURES.includes(name))).toEqual([])
    expect(taken.filter((name) => !lying.includes(name))).toEqual([])
  })

  it('draws a colour that has no room in the nearest one that has, and leaves a picture of few colours alone', () => {
    const shades = Array.from({ length: 256 }, (_, index) => [(index % 64) * 4, Math.floor(index / 64) * 64, 0, 255])
    const often = Array.from({ length: 20 }, () => shades).flat()
    const picture = Buffer.from([...often, [8, 60, 0, 255]].flat())
    expect([...nearestColors(picture).subarray(-4)]).toEqual([8, 64, 0, 255])
    expect(nearestColors(picture.subarray(0, 1_024))).toEqual(picture.subarray(0, 1_024))
  })

  it('keeps a saturated colour of few pixels, which tells a state, and gives up a grey instead', () => {
    const greys = Array.from({ length: 64 }, (_, index) => Array.from({ length: 3 }, () => index * 4).concat(255))
    const nearGreys = greys.slice(0, 62).flatMap(([shade = 0]) =>
      [4, 8].flatMap((more) => [
        [shade, shade, shade + more, 255],
        [shade, shade + more, shade, 255],
        [shade + more, shade, shade, 255],
      ]),
    )
    const red = [0, 0, 252, 255]
    const picture = Buffer.from([...greys, ...greys, ...nearGreys, ...nearGreys, red].flat())
    expect([...nearestColors(picture).subarray(-4)]).toEqual(red)
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
