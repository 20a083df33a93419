import { useTranslation } from 'react-i18next'
import type { BoardProblem } from '#shared/board/problems.ts'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './Wallboards.module.css'

/** What is wrong with a document: each fault in a sentence, with its place. */
export function ProblemList({ problems }: { problems: readonly BoardProblem[] }) {
  const { t } = useTranslation()
  return (
    <ul className={styles['problems']}>
      {problems.map((problem) => (
        <li key={`${problem.fault} ${problem.pointer}`}>
          {t(`boards.fault.${problem.fault}`, { detail: inSentence(problem.detail) })}
          <span className={styles['problemPlace']}>
            <bdi>{problem.pointer === '' ? t('boards.whole') : foreignText(problem.pointer)}</bdi>
            {placeInWords(t, problem)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function placeInWords(t: Translate, { place }: BoardProblem): string {
  return place === null ? '' : ` · ${t('boards.place', { line: place.line, column: place.column })}`
}
