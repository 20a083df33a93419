import { useEffect, useState } from 'react'
import { Button } from '../../src/renderer/components/Button.tsx'
import { ENTRIES } from './entries.ts'
import { type Entry, isComparable, type Specimen } from './entry.tsx'
import { applyLook, type Look, lookAfter } from './look.ts'

/** Every component in every state, in one theme, density and direction at a time. */
export function Catalogue({ start, isCompared }: { start: Look; isCompared: boolean }) {
  const [look, setLook] = useState(start)
  useEffect(() => {
    applyLook(document.documentElement, look)
    if (!isCompared) history.replaceState(null, '', `?${new URLSearchParams({ ...look })}${location.hash}`)
  }, [look, isCompared])
  useEffect(() => {
    const take = ({ key, target }: KeyboardEvent) => {
      if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return
      setLook((before) => lookAfter(before, key))
    }
    // Keys that were pressed in a specimen with a document of its own.
    const takeFromFrame = ({ data, origin }: MessageEvent<unknown>) => {
      if (origin === location.origin && typeof data === 'string') setLook((before) => lookAfter(before, data))
    }
    window.addEventListener('keydown', take)
    window.addEventListener('message', takeFromFrame)
    return () => {
      window.removeEventListener('keydown', take)
      window.removeEventListener('message', takeFromFrame)
    }
  }, [])
  const words = { t: `Theme: ${look.theme}`, d: `Density: ${look.density}`, r: `Direction: ${look.direction}` }
  return (
    <>
      <header className="tools" hidden={isCompared}>
        <h1>Catalogue</h1>
        {Object.entries(words).map(([key, text]) => (
          <Button key={key} aria-keyshortcuts={key} onClick={() => setLook((before) => lookAfter(before, key))}>
            {text} <kbd>{key}</kbd>
          </Button>
        ))}
        <nav aria-label="Components">
          {ENTRIES.map(({ name }) => (
            <a key={name} href={`#${name}`}>
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main>
        {ENTRIES.map((entry) => (
          <Section key={entry.name} entry={entry} look={look} isCompared={isCompared} />
        ))}
      </main>
    </>
  )
}

function Section({ entry, look, isCompared }: { entry: Entry; look: Look; isCompared: boolean }) {
  return (
    <section id={entry.name} data-entry={entry.name} aria-label={entry.name}>
      <h2>{entry.name}</h2>
      <div className="specimens">
        {entry.specimens.map((specimen, index) =>
          isCompared && !isComparable(specimen) ? null : (
            <Figure
              key={specimen.state}
              specimen={specimen}
              place={`${entry.name}/${index}`}
              look={look}
              isCompared={isCompared}
            />
          ),
        )}
      </div>
    </section>
  )
}

interface FigureProps {
  readonly specimen: Specimen
  readonly place: string
  readonly look: Look
  readonly isCompared: boolean
}

function Figure({ specimen, place, look, isCompared }: FigureProps) {
  const { state, frame, isWide = false } = specimen
  // Documents of their own are compared one by one: of several, only one would have the focus.
  if (frame !== undefined && isCompared) return <i hidden data-alone={place} data-height={frame} />
  return (
    <figure className={isWide ? 'wide' : undefined}>
      <figcaption>{state}</figcaption>
      {frame === undefined ? (
        <Drawn specimen={specimen} density={look.density} />
      ) : (
        <iframe title={`${place}: ${state}`} height={frame} src={`?${new URLSearchParams({ ...look, show: place })}`} />
      )}
    </figure>
  )
}

function Drawn({ specimen, density }: { specimen: Specimen; density: string }) {
  const height = specimen.height === undefined ? {} : { style: { height: specimen.height } }
  return (
    // Anew for another density: rows are as high as they are told when they are first drawn.
    <div
      key={density}
      className={specimen.height === undefined ? 'box' : 'box filled'}
      data-simulate={specimen.simulate}
      {...height}
    >
      {specimen.draw()}
    </div>
  )
}

/** One specimen that has the whole document: `Dialog/0`. */
export function Alone({ place }: { place: string }) {
  useEffect(() => {
    const tell = ({ key }: KeyboardEvent) => window.parent.postMessage(key, location.origin)
    window.addEventListener('keydown', tell)
    return () => window.removeEventListener('keydown', tell)
  }, [])
  const [name, index] = place.split('/')
  const specimen = ENTRIES.find((entry) => entry.name === name)?.specimens[Number(index)]
  return specimen === undefined ? (
    <p>{place} is not in the catalogue.</p>
  ) : (
    <div className="alone">{specimen.draw()}</div>
  )
}
