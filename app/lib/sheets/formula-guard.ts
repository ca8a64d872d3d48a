/*
 * A spreadsheet evaluates a cell of a CSV file that begins like a formula (OWASP, "CSV injection"), behind
 * spaces, quotes and in full-width signs too. An apostrophe before it keeps it a text. Whatever already
 * begins with apostrophes before such a sign gets one more, so that taking one away is always right.
 */

const formula = /^'*[\s\p{Cc}\p{Cf}"“”«»‘’]*[=+\-@＝＋－＠﹢﹣﹦﹫−⁺⁻]/u;
// eslint-disable-next-line no-control-regex
const control = /^'*[\u0000-\u001f\u007f]/;

/**
 * What cannot be more than a number: a negative one, and a telephone number in the international form with
 * no sign in it but spaces. With dashes or dots it would be arithmetic: +33-6-12 is 15.
 */
const harmless = /^(-\d+([.,]\d+)?|\+\d[\d \u00a0\u202f]*)$/;

function isGuarded(text: string): boolean {
  return (formula.test(text) || control.test(text)) && !harmless.test(text);
}

export function guardFormula(text: string): string {
  return isGuarded(text) ? `'${text}` : text;
}

/** Of what was read: as it was before `guardFormula`, here or in another program that does the same. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && isGuarded(text) ? text.slice(1) : text;
}
