import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import type { ContactKind } from "./client.ts";

/**
 * By what two contacts are the same, however they are written: an e-mail in small letters, a phone's digits
 * with those of its country (`country`, ISO 3166, where it names none), a site without what may be left out.
 */
export function contactKey(kind: ContactKind, value: string, country: string): string {
  const typed = value.trim().toLowerCase();
  if (kind === "phone") return phoneKey(typed, country);
  if (kind === "email") return typed.replace(/^mailto:/, "");
  return typed.replace(/^https?:\/\/(www\.)?/, "").replace(/\/+$/, "") || typed;
}

function phoneKey(typed: string, country: string): string {
  // 00 is how a call abroad begins from most countries, and no number of theirs.
  const written = typed.replace(/^tel:/, "").replace(/^00/, "+");
  const defaultCountry = isSupportedCountry(country) ? country : undefined;
  const read = parsePhoneNumberFromString(written, { ...(defaultCountry && { defaultCountry }) });
  return read?.number.slice(1) ?? (written.replace(/\D/g, "") || typed);
}

/**
 * The words that must each stand in what a client is found by, not folded yet. A phone number typed in groups
 * is one word, without the zeros that its international form leaves out.
 */
export function searchWords(typed: string): string[] {
  const text = typed.replaceAll("\0", "").trim().slice(0, 200);
  if (PHONE.test(text)) return [bareDigits(text)].filter(Boolean);
  return text
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => (PHONE.test(word) ? bareDigits(word) : word));
}

const PHONE = /^(tel:)?\+?\(?\d[\d\s().\-/]{2,}$/i;

function bareDigits(text: string): string {
  const digits = text.replace(/\(0\)/, "").replace(/\D/g, "");
  return digits.replace(/^0+/, "") || digits;
}
