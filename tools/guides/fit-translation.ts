import type { Block, Inline } from '../../src/renderer/app/guides/guide-tree.ts'

/** Told what is wrong; does not come back. */
type Fail = (reason: string) => never

const NAMES: Readonly<Record<Block['is'], string>> = {
  heading: 'a heading',
  text: 'a paragraph',
  list: 'a list',
  code: 'a block of code',
  table: 'a table',
  note: 'a note',
  picture: 'a picture',
}

/**
 * The parts of a translation with the ids of their source, so that a link leads to the same place in every language. They must be
 * the same parts in the same order, with the same keys, words of code and links in each: what differs is a fault.
 *
 * @param failAt throws for a part, by its place in the translation
 */
export function fitted(
  source: readonly Block[],
  blocks: readonly Block[],
  failAt: (place: number, reason: string) => never,
): readonly Block[] {
  const fitting = source.slice(0, blocks.length).map((block, place) => {
    return fitBlock(block, blocks[place] as Block, (reason) => failAt(place, reason))
  })
  if (blocks.length > source.length) failAt(source.length, 'this part is not in the source')
  const missing = source[blocks.length]
  if (missing !== undefined) failAt(blocks.length - 1, `behind this, ${NAMES[missing.is]} of the source is missing`)
  return fitting
}

function fitBlock(source: Block, block: Block, fail: Fail): Block {
  const other: Fail = () => fail(`the source has ${NAMES[source.is]} here, and this is ${NAMES[block.is]}`)
  switch (source.is) {
    case 'heading':
      if (block.is !== 'heading' || block.level !== source.level) return other('')
      return { ...block, id: source.id, of: sameMarks(source.of, block.of, fail) }
    case 'text':
      return block.is === 'text' ? { ...block, of: sameMarks(source.of, block.of, fail) } : other('')
    case 'list':
      return block.is === 'list' ? fitList(source, block, fail) : other('')
    case 'code':
      if (block.is !== 'code') return other('')
      return block.text === source.text ? block : fail('the code is another than in the source')
    case 'table':
      return block.is === 'table' ? fitTable(source, block, fail) : other('')
    case 'note':
      return block.is === 'note' ? { ...source, of: fitted(source.of, block.of, within(fail)) } : other('')
    default:
      if (block.is !== 'picture') return other('')
      return block.file === source.file ? block : fail(`the source has the picture ${source.file} here`)
  }
}

type Of<K extends Block['is']> = Extract<Block, { is: K }>

function fitList(source: Of<'list'>, block: Of<'list'>, fail: Fail): Block {
  if (block.start !== source.start) fail('the list of the source begins with another number, or has none')
  const items = fitEach(source.items, block.items, fail, (own, item) => fitted(own, item, within(fail)))
  return { ...block, items }
}

function fitTable(source: Of<'table'>, block: Of<'table'>, fail: Fail): Block {
  const row = (own: Of<'table'>['head'], cells: Of<'table'>['head']) =>
    fitEach(own, cells, fail, (cell, other) => sameMarks(cell, other, fail))
  return { ...source, head: row(source.head, block.head), rows: fitEach(source.rows, block.rows, fail, row) }
}

function fitEach<T>(
  source: readonly T[],
  parts: readonly T[],
  fail: Fail,
  fitOne: (own: T, part: T) => T,
): readonly T[] {
  if (source.length !== parts.length) fail(`the source has ${source.length} of these, and here are ${parts.length}`)
  return source.map((own, place) => fitOne(own, parts[place] as T))
}

/** What is nested stands in one part of the file: that has to be place enough. */
function within(fail: Fail): (place: number, reason: string) => never {
  return (_place, reason) => fail(reason)
}

/** Words have another order in every language, but nothing of what is marked may be lost. */
function sameMarks(source: readonly Inline[], inlines: readonly Inline[], fail: Fail): readonly Inline[] {
  const [own, here] = [marksOf(source), marksOf(inlines)]
  const lost = without(own, here)
  const added = without(here, own)
  if (lost.length > 0) fail(`the source has ${lost.join(', ')} here as well`)
  if (added.length > 0) fail(`the source does not have ${added.join(', ')} here`)
  return inlines
}

function without(marks: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others]
  return marks.filter((mark) => {
    const at = left.indexOf(mark)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}

function marksOf(inlines: readonly Inline[]): readonly string[] {
  return inlines.flatMap((one) => {
    if (typeof one === 'string') return []
    switch (one.is) {
      case 'code':
      case 'key':
        return [`\`${one.text}\``]
      case 'state':
        return [`the sign “${one.shape}”`]
      case 'link':
        return [`the link to ${one.topic}`, ...marksOf(one.of)]
      case 'elsewhere':
        return [`the link to ${one.address}`, ...marksOf(one.of)]
      default:
        return [one.is === 'strong' ? 'something **strong**' : 'something *emphasised*', ...marksOf(one.of)]
    }
  })
}
