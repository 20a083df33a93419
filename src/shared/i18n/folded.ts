const OTHER_LETTERS = /[^ -~\n\r\t]/
/** Accents and vowel signs, but for the two that make another sound of a Japanese letter. */
const MARKS = /(?![\u3099\u309a])\p{M}/gu
const KATAKANA = /[\u30a1-\u30f6]/g
const KANA_STEP = 0x60
/** Letters that are written in more than one way, the stretch between Arabic letters, and where a word may break. */
const ALIKE: Readonly<Record<string, string>> = { ß: 'ss', ى: 'ي', ة: 'ه', ـ: '', '\u00ad': '' }
const WRITTEN_OTHERWISE = /[ßىةـ\u00ad]/g

/**
 * A text as searches compare it, whatever its language: capitals and small letters, accents, wide and narrow letters, the two
 * Japanese alphabets, and the forms of Arabic letters are alike.
 */
export function folded(text: string): string {
  if (!OTHER_LETTERS.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replaceAll(MARKS, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(WRITTEN_OTHERWISE, (letter) => ALIKE[letter] ?? letter)
    .replaceAll(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - KANA_STEP))
}

/** The words of a search, folded. */
export function foldedWords(query: string): readonly string[] {
  return folded(query)
    .split(/\s+/)
    .filter((word) => word !== '')
}
