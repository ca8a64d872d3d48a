/**
 * Whether these are the 14 digits of a French establishment: the Luhn sum of all of them is a multiple
 * of ten (INSEE). La Poste's are too many for it: there the plain sum is a multiple of five.
 */
export function isSiret(digits: string): boolean {
  if (!/^\d{14}$/.test(digits)) return false;
  if (luhnSum(digits) % 10 === 0) return true;
  return digits.startsWith(LA_POSTE) && sumOf(digits.split("").map(Number)) % 5 === 0;
}

/** "81234567800012" → "812 345 678 00012", as it is written. */
export function formatSiret(siret: string): string {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, "$1\u00a0$2\u00a0$3\u00a0$4");
}

/**
 * Whether this may be a VAT number of the European Union: two letters of the country, then what it
 * gives. A French one has a key of its SIREN, where it is made of digits (CGI, annexe 3, article 95).
 */
export function isVatNumber(text: string): boolean {
  if (!/^[A-Z]{2}[A-Z0-9]{2,12}$/.test(text)) return false;
  if (!text.startsWith("FR")) return true;
  const [, key, siren] = /^FR([A-Z0-9]{2})(\d{9})$/.exec(text) ?? [];
  if (!key || !siren) return false;
  return !/^\d{2}$/.test(key) || Number(key) === (12 + 3 * (Number(siren) % 97)) % 97;
}

const LA_POSTE = "356000000";

function luhnSum(digits: string): number {
  const doubled = digits
    .split("")
    .toReversed()
    .map((digit, place) => {
      const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
      return value > 9 ? value - 9 : value;
    });
  return sumOf(doubled);
}

function sumOf(numbers: number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
