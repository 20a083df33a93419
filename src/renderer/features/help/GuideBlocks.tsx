import { PICTURES } from 'virtual:guide-texts'
import { Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Block } from '../../app/guides/guide-tree.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import styles from './GuideBlocks.module.css'
import { Inlines } from './GuideInlines.tsx'
import { headingElementId } from './help-places.ts'

export interface BlocksProps {
  readonly blocks: readonly Block[]
  /** What is searched for. */
  readonly words: readonly string[]
  readonly onOpen: (topic: string) => void
}

type Of<K extends Block['is']> = Extract<Block, { is: K }>
interface BlockProps<K extends Block['is']> extends Omit<BlocksProps, 'blocks'> {
  readonly block: Of<K>
}

/** What stands in a guide, part after part. A guide does not change while it is shown: its parts are known by their place. */
export function Blocks({ blocks, ...rest }: BlocksProps): ReactNode {
  return keyed(blocks).map(({ key, one }) => <OneBlock key={key} block={one} {...rest} />)
}

function OneBlock({ block, ...rest }: BlockProps<Block['is']>) {
  switch (block.is) {
    case 'heading':
      return <Heading block={block} {...rest} />
    case 'text':
      return (
        <p className={styles['text']}>
          <Inlines of={block.of} {...rest} />
        </p>
      )
    case 'list':
      return <List block={block} {...rest} />
    case 'code':
      return <Code text={block.text} />
    case 'table':
      return <Table block={block} {...rest} />
    case 'note':
      return <Note block={block} {...rest} />
    default:
      return <Picture block={block} />
  }
}

function Heading({ block, ...rest }: BlockProps<'heading'>) {
  const Level = (['h3', 'h4', 'h5'] as const)[block.level - 2] ?? 'h5'
  return (
    <Level id={headingElementId(block.id)} tabIndex={-1} className={styles[Level]}>
      <Inlines of={block.of} {...rest} />
    </Level>
  )
}

function List({ block, ...rest }: BlockProps<'list'>) {
  const items = keyed(block.items).map(({ key, one }) => (
    <li key={key}>
      <Blocks blocks={one} {...rest} />
    </li>
  ))
  return block.start === null ? (
    <ul className={styles['list']}>{items}</ul>
  ) : (
    <ol start={block.start} className={styles['list']}>
      {items}
    </ol>
  )
}

function Code({ text }: { text: string }) {
  const { t } = useTranslation()
  return (
    <div className={styles['code']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} label={t('help.copy')} copied={t('help.copied')} className={styles['copy']} />
    </div>
  )
}

function Table({ block: { align, head, rows }, ...rest }: BlockProps<'table'>) {
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          {keyed(head).map(({ key, one }, at) =>
            one.length === 0 ? (
              <td key={key} />
            ) : (
              <th key={key} scope="col" data-align={align[at]}>
                <Inlines of={one} {...rest} />
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {keyed(rows).map(({ key, one: row }) => (
          <tr key={key}>
            {keyed(row).map(({ key: cell, one }, at) => (
              <td key={cell} data-align={align[at]}>
                <Inlines of={one} {...rest} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Note({ block: { tone, of }, ...rest }: BlockProps<'note'>) {
  const Icon = tone === 'caution' ? TriangleAlert : Info
  return (
    <div role="note" className={styles['note']} data-tone={tone}>
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      <div>
        <Blocks blocks={of} {...rest} />
      </div>
    </div>
  )
}

function Picture({ block: { file, alt, width, height } }: { block: Of<'picture'> }) {
  return (
    <figure className={styles['picture']}>
      <img src={PICTURES[file]} alt={alt} width={width} height={height} loading="lazy" />
    </figure>
  )
}

function keyed<T>(all: readonly T[]): readonly { readonly key: string; readonly one: T }[] {
  return all.map((one, at) => ({ key: String(at), one }))
}
