import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/**
 * Writes into the page how much code it reads before it can draw, as sizes of programs are told: compressed with gzip. Its entry
 * with all that comes along. A page cannot ask for it: of what is not read from a network the browser tells no sizes.
 */
export function bundleSize(): Plugin {
  return {
    name: 'outpost-bundle-size',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle, chunk }) {
        if (bundle === undefined || chunk === undefined) return []
        const names = new Set([chunk.fileName])
        let bytes = 0
        for (const name of names) {
          const part = bundle[name]
          if (part?.type !== 'chunk') continue
          bytes += gzipSync(part.code).byteLength
          for (const imported of part.imports) names.add(imported)
        }
        return [{ tag: 'meta', attrs: { name: 'bundle-bytes', content: String(bytes) } }]
      },
    },
  }
}
