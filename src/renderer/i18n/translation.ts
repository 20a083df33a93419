/** The ways a language may count besides `other`, which every language has. */
type OtherForm = 'zero' | 'one' | 'two' | 'few' | 'many'
type CountedKey<K> = K extends `${infer Base}_other` ? `${Base}_${OtherForm}` : never

/**
 * The same texts in another language: every key of the English ones, and of a counted text the forms that the language has
 * (`_one` and `_other` in English; Japanese has only `_other`, Arabic all six).
 */
export type Translation<T> = T extends string
  ? string
  : { readonly [K in keyof T as K extends `${string}_one` ? never : K]: Translation<T[K]> } & {
      readonly [K in keyof T as CountedKey<K>]?: string
    }
