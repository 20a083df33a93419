import type { Shot } from './seen.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter)

/** All pictures on one page, with what was wrong above them. */
export function indexPage(shots: readonly Shot[], problems: readonly string[]): string {
  const pages = [...new Set(shots.map(({ page }) => page))]
  const wrong =
    problems.length === 0
      ? '<p>Nothing was wrong.</p>'
      : `<ul>${problems.map((problem) => `<li>${escaped(problem)}</li>`).join('')}</ul>`
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pictures of every page</title>
<style>
body { margin: 16px; font: 13px system-ui, sans-serif; background: #eceef0; color: #1a1e23 }
section { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 12px }
figure { margin: 0 }
img { width: 100%; border: 1px solid #7d8791 }
</style>
<h1>${shots.length} pictures</h1>
${wrong}
${pages.map((page) => sectionOf(page, shots)).join('\n')}
</html>
`
}

function sectionOf(page: string, shots: readonly Shot[]): string {
  const figures = shots
    .filter((shot) => shot.page === page)
    .map(({ file, state, theme, size }) => {
      const words = `${state}, ${theme}, ${size.width} × ${size.height}`
      const picture = `<img src="${file}" alt="${page}: ${words}" width="320" loading="lazy">`
      return `<figure><a href="${file}">${picture}</a><figcaption>${words}</figcaption></figure>`
    })
  return `<h2>${page}</h2>\n<section>\n${figures.join('\n')}\n</section>`
}
