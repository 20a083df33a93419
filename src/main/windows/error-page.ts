import { APP_HOME_URL } from './app-files.ts'

/** The page shown when the app's own page keeps failing. It needs no script and no file of the build. */
const ERROR_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="color-scheme" content="dark light" />
    <title>Outpost Console</title>
    <link rel="stylesheet" href="app-error.css" />
  </head>
  <body>
    <main>
      <h1>The window has failed several times</h1>
      <p>The part of the app that keeps the connection and your waiting changes is still running. Nothing is lost.</p>
      <p><a href="${APP_HOME_URL}">Open the window again</a></p>
      <p>If it fails again, close the app and start it anew. The log in the profile folder says what happened.</p>
    </main>
  </body>
</html>
`

const ERROR_STYLE = `:root { color-scheme: dark light; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 36rem; margin: 20vh auto 0; padding: 0 2rem; }
h1 { font-size: 20px; }
`

/** Files of the app that are answered from memory, by the path in their URL. */
export const BUILT_IN_FILES: ReadonlyMap<string, { readonly contentType: string; readonly text: string }> = new Map([
  ['/app-error.html', { contentType: 'text/html; charset=utf-8', text: ERROR_PAGE }],
  ['/app-error.css', { contentType: 'text/css; charset=utf-8', text: ERROR_STYLE }],
])
