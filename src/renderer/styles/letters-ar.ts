import './fonts-ar.css'

/** Read together with the texts. */
export const LETTERS = 'ar'
