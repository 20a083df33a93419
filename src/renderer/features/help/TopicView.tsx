import { useTranslation } from 'react-i18next'
import { About } from '../../app/About.tsx'
import { useUi } from '../../app/context.tsx'
import { KeyGroups } from '../../app/keys/KeyGroups.tsx'
import { UpdatePanel } from '../../app/updates/UpdatePanel.tsx'
import { Button } from '../../components/Button.tsx'
import { Highlighted } from '../../components/Highlighted.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import type { StateShape } from '../../components/state-shape.ts'
import type { Guide, GuidePart } from './guides/guide.ts'
import styles from './HelpPage.module.css'
import type { TopicShown } from './topics.ts'

interface TopicViewProps {
  readonly shown: TopicShown
  /** What is searched for. */
  readonly words: readonly string[]
}

/** One guide, the keys, the symbols, or what this program is. */
export function TopicView({ shown, words }: TopicViewProps) {
  const { t } = useTranslation()
  const title = shown.kind === 'guide' ? shown.guide.title : t(`help.topic.${shown.kind}`)
  return (
    <article aria-label={title} className={styles['topic']}>
      <h2>
        <Highlighted text={title} words={words} />
      </h2>
      <Content shown={shown} words={words} />
    </article>
  )
}

function Content({ shown, words }: TopicViewProps) {
  switch (shown.kind) {
    case 'guide':
      return <GuideView guide={shown.guide} parts={shown.parts} words={words} />
    case 'keys':
      return <KeyGroups groups={shown.groups} words={words} />
    case 'states':
      return <Legend shapes={shown.shapes} words={words} />
    default:
      return <AboutConsole />
  }
}

function AboutConsole() {
  const { t } = useTranslation()
  const show = useUi((state) => state.show)
  const isConsole = useUi((state) => state.kind === 'console')
  return (
    <>
      <About />
      <h3>{t('settings.section.updates')}</h3>
      <UpdatePanel />
      {isConsole ? (
        <p>
          <Button onClick={() => show({ isTourShown: true })}>{t('help.tour')}</Button>
        </p>
      ) : null}
    </>
  )
}

interface GuideViewProps {
  readonly guide: Guide
  readonly parts: readonly GuidePart[]
  readonly words: readonly string[]
}

function GuideView({ guide, parts, words }: GuideViewProps) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const { page } = guide
  return (
    <>
      <p className={styles['summary']}>
        <Highlighted text={guide.summary} words={words} />
      </p>
      {parts.map((part) => (
        <section key={part.title} aria-label={part.title} className={styles['part']}>
          <h3>
            {part.shape === undefined ? null : <StateIcon shape={part.shape} />}
            <Highlighted text={part.title} words={words} />
          </h3>
          {part.text.map((text) => (
            <p key={text}>
              <Highlighted text={text} words={words} />
            </p>
          ))}
          {part.steps === undefined ? null : (
            <ol className={styles['steps']}>
              {part.steps.map((step) => (
                <li key={step}>
                  <Highlighted text={step} words={words} />
                </li>
              ))}
            </ol>
          )}
        </section>
      ))}
      {page === undefined ? null : (
        <p>
          <Button onClick={() => go(page)}>{t('keys.go', { page: t(`nav.${page}`) })}</Button>
        </p>
      )}
    </>
  )
}

/** Every shape of the console with its word and its meaning, drawn as it is drawn everywhere. */
function Legend({ shapes, words }: { shapes: readonly StateShape[]; words: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <dl className={styles['legend']}>
      {shapes.map((shape) => (
        <div key={shape} data-shape={shape}>
          <dt>
            <StateIcon shape={shape} />
            <Highlighted text={t(`help.states.${shape}.word`)} words={words} />
          </dt>
          <dd>
            <Highlighted text={t(`help.states.${shape}.meaning`)} words={words} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
