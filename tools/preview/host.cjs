// The project's Electron as a browser: opens nothing by itself and stays when its last window closes.
const { app } = require('electron')

app.on('window-all-closed', () => undefined)
