const MAX_NAME = 200
const NAMELESS = 'Upload'

/** What cannot be seen, or turns other text around. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu

/** What content is called when its file is chosen: the name of the file without its ending, and without anything that hides. */
export function contentNameOf(fileName: string): string {
  const last = fileName.split(/[/\\]/).at(-1) ?? ''
  const shown = last.replace(UNSEEN, '').replace(/\.[A-Za-z0-9]{1,5}$/, '')
  const name = shown.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME).trim()
  return name === '' || /^\.+$/.test(name) ? NAMELESS : withoutHalves(name)
}

/** A sign that was cut in two is left out. */
function withoutHalves(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed().replaceAll('\ufffd', '')
}
