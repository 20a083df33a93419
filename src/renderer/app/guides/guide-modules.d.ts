/** Small: the names of the guides and of their parts. */
declare module 'virtual:guide-contents' {
  type Contents = import('./guide-tree.ts').GuideContents
  export const CONTENTS: Contents
  /** By language: the same with the names of what is translated. */
  export const TRANSLATED: Readonly<Record<string, () => Promise<{ readonly CONTENTS: Contents }>>>
}

/** All that stands in the guides: import it when it is to be read. */
declare module 'virtual:guide-texts' {
  type Texts = import('./guide-tree.ts').GuideTexts
  export const TEXTS: Texts
  /** Addresses of the pictures, by the names of their files. */
  export const PICTURES: Readonly<Record<string, string>>
  /** By language: what is translated. */
  export const TRANSLATED: Readonly<Record<string, () => Promise<{ readonly TEXTS: Texts }>>>
}
