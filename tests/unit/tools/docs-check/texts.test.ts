import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkTexts } from '../../../../tools/docs-check/check-texts.ts'
import { missingGuides } from '../../../../tools/docs-check/guide-places.ts'
import { commandsIn } from '../../../../tools/docs-check/shell-blocks.ts'
import { inProject } from '../../../../tools/runtime/paths.mjs'

type Files = Readonly<Record<string, string>>

const PICTURE = inProject('docs/pictures/offline.png')
/** Texts in which nothing is wrong; the tests plant one thing in them. */
const RIGHT: Files = {
  'package.json': '{ "scripts": { "start": "x", "test": "x", "docs:check": "x", "test:package": "x" } }',
  'README.md':
    '# The console\n\nSee [queue](docs/queue.md#the-queue), ![picture](docs/pictures/offline.png) and `src/queue.ts`.\n\n```sh\nnpm ci\nnpm start\n```\n',
  'docs/queue.md':
    '# Queue\n\n## The queue\n\n[Back](../README.md), `tests/unit/{queue,other}`, `src/*.ts`, `docs/guide/`. See [others](guide).\n',
  'docs/guide/index.json':
    '{ "groups": [{ "id": "operators", "guides": [{ "file": "offline.md" }] }], "topics": { "old": "offline.md#the-strip" } }',
  'docs/guide/offline.md': '# Offline\n\nWhat waits.\n\n## The strip\n\nSays [so](#the-strip).\n',
  'src/queue.ts': '',
  'tests/unit/queue.test.ts': '',
  'tests/unit/other.test.ts': '',
}

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

function project(planted: Files = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'outpost-texts-'))
  roots.push(root)
  for (const [file, text] of Object.entries({ ...RIGHT, ...planted })) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  mkdirSync(join(root, 'docs/pictures'), { recursive: true })
  cpSync(PICTURE, join(root, 'docs/pictures/offline.png'))
  return root
}

const faultsWith = (planted: Files): string[] =>
  checkTexts(project(planted)).faults.map(({ file, line, reason }) => `${file}:${line} ${reason}`)
const readme = (text: string): Files => ({ 'README.md': `${RIGHT['README.md'] ?? ''}\n${text}\n` })

describe('the texts of the project', () => {
  it('have no broken link, path or command, and every guide can be shown in the app', () => {
    const { pages, faults } = checkTexts(inProject())
    expect(faults.map(({ file, line, reason }) => `${file}:${line} ${reason}`)).toEqual([])
    expect(pages.length).toBeGreaterThan(40)
  })
})

describe('the check of the texts', () => {
  it('finds nothing where nothing is wrong', () => {
    const { faults, planned } = checkTexts(project())
    expect(faults).toEqual([])
    expect(planned.map(({ command, rule }) => `${command.line} ${command.text}: ${rule.how}`)).toEqual([
      '6 npm ci: run',
      '7 npm start: started',
    ])
  })

  it.each<[string, Files, string]>([
    [
      'a link to no file',
      readme('[x](docs/gone.md)'),
      'README.md:10 the link docs/gone.md leads to docs/gone.md, which is not there',
    ],
    [
      'a link to no heading',
      readme('[x](docs/queue.md#gone)'),
      'README.md:10 the link docs/queue.md#gone leads to #gone, which is no heading of docs/queue.md',
    ],
    ['a link out of the project', readme('[x](../other)'), 'README.md:10 the link ../other leads out of the project'],
    [
      'a link in HTML',
      readme('<a href="docs/gone.md">x</a>'),
      'README.md:10 the link docs/gone.md leads to docs/gone.md, which is not there',
    ],
    [
      'a picture that is not there',
      readme('![x](docs/pictures/gone.png)'),
      'README.md:10 there is no picture docs/pictures/gone.png',
    ],
    [
      'a picture from the network',
      readme('![x](https://example.org/x.png)'),
      'README.md:10 the picture https://example.org/x.png is not part of the project: it is not there without a network',
    ],
    ['a path that is not there', readme('`src/gone.ts`'), 'README.md:10 there is no src/gone.ts'],
    ['one of several paths', readme('`tests/unit/{queue,gone}`'), 'README.md:10 there is no tests/unit/gone'],
    ['a pattern that nothing fits', readme('`src/*.css`'), 'README.md:10 there is no src/*.css'],
    ['a text that nothing links to', { 'docs/lost.md': '# Lost' }, 'docs/lost.md:1 no other text links to this one'],
    ['a script that is not there', readme('`npm run gone -- x`'), 'README.md:10 package.json has no script gone'],
    [
      'a command without a rule',
      readme('```sh\ntrue\nrm -rf /\n```'),
      'README.md:12 no rule says how to run “rm -rf /”: add one in tools/docs-check/rules.ts',
    ],
    [
      'a block without a mark',
      readme('```\nnpm start\n```'),
      'README.md:10 the block does not say what it holds: sh, text, json…',
    ],
    [
      'a guide that is not listed',
      { 'docs/guide/more.md': '# More\n\nMore.' },
      'docs/guide/more.md:1 this guide is not listed in docs/guide/index.json',
    ],
    [
      'a guide that the app cannot show',
      { 'docs/guide/offline.md': `${RIGHT['docs/guide/offline.md'] ?? ''}\n<b>x</b>\n` },
      'docs/guide/offline.md:9 html cannot be shown in a guide',
    ],
    [
      'an earlier place that is gone',
      { 'docs/guide/offline.md': '# Offline\n\nWhat waits.\n' },
      'docs/guide/index.json:1 the earlier topic old leads to offline.md#the-strip, which is not there',
    ],
    [
      'tests of packages that are not there',
      { ...readme('```sh\nsudo dpkg -i x.deb\n```'), 'package.json': '{ "scripts": { "start": "x" } }' },
      'README.md:11 “sudo dpkg -i x.deb” is to be run by npm run test:package, which is no script of package.json',
    ],
  ])('finds %s', (_name, planted, fault) => {
    expect(faultsWith(planted)).toContain(fault)
  })

  it('lets records of decisions name what was there then', () => {
    const planted = { 'docs/adr/0001-then.md': '# Then\n\n`src/then.ts`\n', ...readme('[Decisions](docs/adr)') }
    expect(faultsWith(planted)).toEqual([])
  })

  it('says which guides are listed and not written', () => {
    const root = project()
    rmSync(join(root, 'docs/guide/offline.md'))
    expect(missingGuides(root).map(({ reason }) => reason)).toEqual([
      'docs/guide/offline.md is listed, and is not there',
    ])
  })
})

describe('the commands of a block', () => {
  const texts = (block: string) => commandsIn('x.md', block, 10).map(({ line, text }) => `${line} ${text}`)

  it('are its lines, without remarks, and joined where they go on', () => {
    expect(texts('npm ci   # first\n\n# then\nnpm run demo -- \\\n  --out DIR\nnpm test')).toEqual([
      '10 npm ci',
      '13 npm run demo -- --out DIR',
      '15 npm test',
    ])
  })

  it('are told apart where one follows the other, and a sign in quotes is no remark', () => {
    expect(texts('npm ci && npm test')).toEqual(['10 npm ci', '10 npm test'])
    expect(texts(`outpost-console --set "name=Gate # 7"`)).toEqual(['10 outpost-console --set "name=Gate # 7"'])
  })
})
