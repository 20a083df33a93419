import { DESKTOP_LANGUAGES } from '#shared/i18n/desktop-languages.ts'
import type { DesktopLanguage } from '#shared/i18n/desktop-texts.ts'
import type { SpokenLanguage } from '#shared/i18n/languages.ts'
import { APP_HOME_URL } from './app-files.ts'

/** The page shown when the app's own page keeps failing. It needs no script and no file of the build. */
function errorPage({ name, direction, texts: { failure, product } }: DesktopLanguage): string {
  return `<!doctype html>
<html lang="${name}" dir="${direction}">
  <head>
    <meta charset="utf-8" />
    <meta name="color-scheme" content="dark light" />
    <title>${product}</title>
    <link rel="stylesheet" href="app-error.css" />
  </head>
  <body>
    <main>
      <h1>${failure.title}</h1>
      <p>${failure.safe}</p>
      <p><a href="${APP_HOME_URL}">${failure.open}</a></p>
      <p>${failure.next}</p>
    </main>
  </body>
</html>
`
}

const ERROR_STYLE = `:root { color-scheme: dark light; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 36rem; margin: 20vh auto 0; padding: 0 2rem; }
h1 { font-size: 20px; }
`

interface BuiltInFile {
  readonly contentType: string
  readonly text: string
}

/** A file of the app that is answered from memory, by the path in its URL. */
export function builtInFile(path: string, language: SpokenLanguage): BuiltInFile | undefined {
  if (path === '/app-error.css') return { contentType: 'text/css; charset=utf-8', text: ERROR_STYLE }
  if (path !== '/app-error.html') return undefined
  return { contentType: 'text/html; charset=utf-8', text: errorPage(DESKTOP_LANGUAGES[language]) }
}
