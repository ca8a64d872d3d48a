/**
 * The shape that another language's messages must have: the same keys, any words. French counts with
 * one, many and other, English with one and other: a French `_many` has no counterpart.
 */
export type TranslationOf<French> = {
  [Key in keyof French as Key extends `${string}_many` ? never : Key]: French[Key] extends string
    ? string
    : TranslationOf<French[Key]>;
};
