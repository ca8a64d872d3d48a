import { z } from "zod";

/** 125000, "EUR", "fr" → "1 250,00 €". Cents are whole and every currency here has two decimals. */
export function formatMoney(cents: number, currency: string, language: string): string {
  return new Intl.NumberFormat(localeOf(language), { style: "currency", currency }).format(
    cents / 100,
  );
}

/** 125000, "fr" → "1250,00": what a money field starts with. */
export function moneyText(cents: number, language: string): string {
  return new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: false,
  }).format(cents / 100);
}

/** "€", for the end of a money field. */
export function currencySymbol(currency: string, language: string): string {
  const parts = new Intl.NumberFormat(localeOf(language), {
    style: "currency",
    currency,
  }).formatToParts(0);
  return parts.find((part) => part.type === "currency")?.value ?? currency;
}

/**
 * Reads an amount as people type it, in whole cents: "1 250,5", "1,250.50", "1.250,50 €", "12". The last
 * comma or point is the decimal one where one or two digits follow it. Null where it is no amount.
 */
export function parseMoney(text: string): number | null {
  const typed = text.replace(/[\s'’€$£]/g, "");
  const match = /^(-?)(\d{1,3}(?:([.,])\d{3})(?:\3\d{3})*|\d+)(?:([.,])(\d{1,2}))?$/.exec(typed);
  if (!match) return null;
  const [, sign, whole = "", group, point, decimals = ""] = match;
  if (group && group === point) return null;
  const cents = Number(whole.replace(/[.,]/g, "")) * 100 + Number(decimals.padEnd(2, "0"));
  if (!Number.isSafeInteger(cents)) return null;
  return sign && cents ? -cents : cents;
}

/** The schema of a money field: typed text in, whole cents out. Chain `.pipe(z.number().min(0))` for limits. */
export function cents() {
  return z.string().transform((text, context) => {
    const amount = parseMoney(text);
    if (amount !== null) return amount;
    context.addIssue("common:errors.money");
    return z.NEVER;
  });
}

function localeOf(language: string) {
  return language === "en" ? "en-GB" : "fr-FR";
}
