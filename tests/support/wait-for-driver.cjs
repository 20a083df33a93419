// Read by Electron before the app: holds the app's `ready` back until the driver says that it is listening. A window that opens
// while the driver attaches may be one that it never gets hold of. The driver brings a file like this for an Electron that it
// finds by itself, with many switches besides; the name of the function is its own.
const { app } = require('electron')

const electronIsReady = app.whenReady()
const emit = app.emit.bind(app)
const driven = Promise.withResolvers()
let isDriven = false
let readyEvent = []

app.isReady = () => isDriven
app.whenReady = () => driven.promise
app.emit = (name, ...event) => {
  if (name !== 'ready' || isDriven) return emit(name, ...event)
  readyEvent = event
  return app.listenerCount('ready') > 0
}

globalThis.__playwright_run = async () => {
  await electronIsReady
  isDriven = true
  driven.resolve()
  emit('ready', ...readyEvent)
}
