import '../../src/renderer/styles/base.css'
import './catalogue.css'
import { createRoot } from 'react-dom/client'
import { setUpTexts } from '../../src/renderer/i18n/setup.ts'
import { Alone, Catalogue } from './Catalogue.tsx'
import { applyLook, lookOf } from './look.ts'

/** `?theme=light&density=comfortable&direction=rtl`; `show=Dialog/0`: one specimen alone; `compared`: for pictures. */
const query = new URLSearchParams(location.search)
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no root element')
setUpTexts()
const look = lookOf(query)
applyLook(document.documentElement, look)
// A layer that was animated may draw its letters half a pixel elsewhere.
if (query.has('compared')) document.documentElement.dataset['still'] = ''
const place = query.get('show')
createRoot(root).render(
  place === null ? <Catalogue start={look} isCompared={query.has('compared')} /> : <Alone place={place} />,
)
