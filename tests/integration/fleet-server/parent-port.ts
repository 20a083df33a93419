/** Gives a plain process the port that Electron gives its utility processes. */
const parentPort = {
  postMessage: (message: unknown): void => {
    process.send?.(message)
  },
  on: (_event: 'message', listener: (event: { readonly data: unknown }) => void): void => {
    process.on('message', (data: unknown) => listener({ data }))
  },
}
Object.assign(process, { parentPort })
