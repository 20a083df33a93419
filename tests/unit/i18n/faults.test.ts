import { describe, expect, it } from 'vitest'
import { faultsOf, type Texts } from '../../../tools/texts/faults.ts'

const SOURCE: Texts = {
  page: {
    title: 'Devices of this site',
    found_one: '{{count}} device of {{site}}',
    found_other: '{{count}} devices of {{site}}',
    ask: 'Read <b>all</b> of $t(page.title)',
  },
}
const GERMAN = {
  title: 'Geräte dieses Standorts',
  found_one: '{{count}} Gerät von {{site}}',
  found_other: '{{count}} Geräte von {{site}}',
  ask: '<b>Alles</b> lesen von $t(page.title)',
}

const faultsWith = (change: Texts, language = 'de', isSame = (_text: string) => false): string[] =>
  faultsOf({ source: SOURCE, translated: { page: { ...GERMAN, ...change } }, language, isSame }).map(
    ({ key, fault }) => `${key} ${fault}`,
  )

describe('a translation', () => {
  it('that says everything has no fault', () => {
    expect(faultsWith({})).toEqual([])
  })

  it.each<[string, Texts, string]>([
    ['lacks a value', { found_one: '{{count}} Gerät' }, 'page.found_one does not say {{site}}'],
    ['fills in what nobody gives', { title: 'Geräte {{n}}' }, 'page.title fills in {{n}}, which nobody gives'],
    ['lacks markup', { ask: 'Alles lesen von $t(page.title)' }, 'page.ask has other markup than the source'],
    ['lacks another text', { ask: '<b>Alles</b> lesen' }, 'page.ask has other markup than the source'],
    ['is not translated', { title: 'Devices of this site' }, 'page.title is the same as in the source'],
    ['is empty', { title: ' ' }, 'page.title is empty'],
    ['is far longer', { title: 'Geräte '.repeat(20).trim() }, 'page.title is far longer than the source'],
    ['is far shorter', { title: 'G' }, 'page.title is far shorter than the source'],
    ['is loud', { title: 'Geräte dieses Standorts!' }, 'page.title has an exclamation mark'],
    ['has what English does not have', { more: 'Mehr' }, 'page.more is of no use'],
    ['counts as other languages do', { found_few: '{{count}} Geräte von {{site}}' }, 'page.found_few is of no use'],
  ])('that %s is faulty', (_what, change, fault) => {
    expect(faultsWith(change)).toEqual([fault])
  })

  it('has all forms in which its language counts, and may leave the number out of one and two', () => {
    const arabic = {
      title: 'أجهزة هذا الموقع',
      ask: 'اقرأ <b>كل</b> $t(page.title)',
      found_zero: 'لا أجهزة في {{site}}',
      found_one: 'جهاز واحد في {{site}}',
      found_two: 'جهازان في {{site}}',
      found_few: '{{count}} أجهزة في {{site}}',
      found_many: '{{count}} جهازًا في {{site}}',
      found_other: '{{count}} جهاز في {{site}}',
    }
    expect(faultsWith(arabic, 'ar')).toEqual([])
    const { found_two: _left, ...without } = arabic
    expect(faultsOf({ source: SOURCE, translated: { page: without }, language: 'ar', isSame: () => false })).toEqual([
      { key: 'page.found_two', fault: 'is missing' },
    ])
    expect(faultsWith(arabic, 'ja')).toContain('page.found_one is of no use')
  })

  it('may name in one form what it counts in others, as English does, and says none in words where English does', () => {
    const source = { done_zero: 'Nothing', done_one: '“{{name}}” was deleted', done_other: '{{count}} were deleted' }
    const german = {
      done_zero: 'Nichts',
      done_one: '„{{name}}“ wurde gelöscht',
      done_other: '{{count}} wurden gelöscht',
    }
    const isSame = () => false
    expect(faultsOf({ source, translated: german, language: 'de', isSame })).toEqual([])
    const { done_zero: _left, ...without } = german
    expect(faultsOf({ source, translated: without, language: 'de', isSame })).toEqual([
      { key: 'done_zero', fault: 'is missing' },
    ])
  })

  it('has letters of its language, unless a text may be the same', () => {
    const latin = { title: 'Devices', found_one: 'x {{site}}', found_other: 'xx {{count}} {{site}}', ask: 'x' }
    expect(faultsWith(latin, 'ar')).toContain('page.title has no letter of the language')
    expect(faultsWith({ title: 'Devices of this site' }, 'de', () => true)).toEqual([])
  })
})
