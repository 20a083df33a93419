/** Small: the names of the guides and of their parts. */
declare module 'virtual:guide-contents' {
  export const CONTENTS: import('./guide-tree.ts').GuideContents
}

/** All that stands in the guides: import it when it is to be read. */
declare module 'virtual:guide-texts' {
  export const TEXTS: import('./guide-tree.ts').GuideTexts
  /** Addresses of the pictures, by the names of their files. */
  export const PICTURES: Readonly<Record<string, string>>
}
