import { useTranslation } from 'react-i18next'
import { About } from '../../app/About.tsx'
import { useUi } from '../../app/context.tsx'
import { KeyGroups } from '../../app/keys/KeyGroups.tsx'
import { KEY_GROUPS } from '../../app/keys/keys.ts'
import { Button } from '../../components/Button.tsx'
import { Highlighted } from '../../components/Highlighted.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { STATE_SHAPES } from './find-help.ts'
import styles from './HelpPage.module.css'
import type { OtherTopic } from './help-places.ts'

interface TopicViewProps {
  readonly topic: OtherTopic
  /** What is searched for. */
  readonly words: readonly string[]
}

/** The keys, the symbols, or what this program is. */
export function TopicView({ topic, words }: TopicViewProps) {
  const { t } = useTranslation()
  const title = t(`help.topic.${topic}`)
  return (
    <div className={styles['sheet']}>
      <article aria-label={title} className={styles['topic']}>
        <h2 className={styles['title']}>{title}</h2>
        {topic === 'keys' ? <KeyGroups groups={KEY_GROUPS} words={words} /> : null}
        {topic === 'states' ? <Legend words={words} /> : null}
        {topic === 'about' ? <AboutConsole /> : null}
      </article>
    </div>
  )
}

function AboutConsole() {
  const { t } = useTranslation()
  const show = useUi((state) => state.show)
  const isConsole = useUi((state) => state.kind === 'console')
  return (
    <>
      <About />
      {isConsole ? (
        <p>
          <Button onClick={() => show({ isTourShown: true })}>{t('help.tour')}</Button>
        </p>
      ) : null}
    </>
  )
}

/** Every shape of the console with its word and its meaning, drawn as it is drawn everywhere. */
function Legend({ words }: { words: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <dl className={styles['legend']}>
      {STATE_SHAPES.map((shape) => (
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
