import './fonts-ja.css'

/** Read together with the texts. */
export const LETTERS = 'ja'
