import { expect, it } from 'vitest'
import { literalsIn, literalTexts } from '../../../tools/texts/literal-text.ts'

it('no component has words of its own', () => {
  expect(literalTexts().map(({ file, line, text }) => `${file}:${line} ${text}`)).toEqual([])
})

it.each([
  ['<p>Not translated</p>', 'Not translated'],
  ["<p>{'Not translated'}</p>", 'Not translated'],
  ['<>Not translated</>', 'Not translated'],
  ['<button aria-label="Close" />', 'Close'],
  ["<input placeholder={'Search'} />", 'Search'],
  ['<IconButton title="Stäng" />', 'Stäng'],
])('the words of %s are found', (jsx, text) => {
  expect(literalsIn('Part.tsx', `export const Part = () =>\n  ${jsx}`)).toEqual([{ file: 'Part.tsx', line: 2, text }])
})

it.each([
  '<p className="note" role="status">{t("key")}</p>',
  '<kbd>Ctrl K</kbd>',
  '<code>allowedExports</code>',
  '<input placeholder="https://" />',
  '<p> · {name} ×{count}</p>',
])('%s has none', (jsx) => {
  expect(literalsIn('Part.tsx', `export const Part = () => ${jsx}`)).toEqual([])
})
