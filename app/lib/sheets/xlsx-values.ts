/** How the number of a cell is shown, as far as its value hangs on it. */
export type NumberForm =
  | { kind: "plain" }
  | { kind: "moment"; day: boolean; time: boolean }
  /** Digits in a given order: 0# ## ## ## ##, as French telephone numbers are kept. */
  | { kind: "mask"; mask: string };

const plain: NumberForm = { kind: "plain" };

/** Forms that a workbook names by number only (ECMA-376, 18.8.30); some stand for East Asian dates. */
export function builtInForm(id: number): NumberForm {
  if (id === 22) return { kind: "moment", day: true, time: true };
  if (id >= 14 && id <= 17) return { kind: "moment", day: true, time: false };
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47))
    return { kind: "moment", day: false, time: true };
  if ((id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58))
    return { kind: "moment", day: true, time: false };
  return plain;
}

export function formOf(code: string): NumberForm {
  const [first = ""] = code.split(";");
  const bare = first.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  const signs = bare.replace(/"[^"]*"|\\.|_.|\*./g, "").toLowerCase();
  if (/general|standard/.test(signs)) return plain;
  if (/[dyhs]/.test(signs) || /m/.test(signs)) {
    const time = /[hs]/.test(signs);
    return { kind: "moment", day: /[dy]/.test(signs) || !time, time };
  }
  // Conditions choose between several masks: what they would show is not guessed.
  if (code.includes("[<") || code.includes("[>") || code.includes("[=")) return plain;
  const mask = bare
    .replace(/"([^"]*)"/g, "$1")
    .replace(/\\(.)/g, "$1")
    .replace(/_.|\*./g, "");
  return /^[0#?][0#? ()\-\u00a0\u202f]*$/.test(mask) && /0.*[0#?]/.test(mask)
    ? { kind: "mask", mask }
    : plain;
}

/** The number as it is stored, written in full: a telephone number has no exponent. */
export function numberText(stored: string, form: NumberForm, epoch1904: boolean): string {
  const text = stored.trim();
  const number = Number(text);
  if (text === "" || !Number.isFinite(number)) return text;
  if (form.kind === "moment") return momentText(number, form, epoch1904) ?? written(text, number);
  if (form.kind === "mask" && Number.isSafeInteger(number) && number > 0)
    return masked(String(number), form.mask);
  return written(text, number);
}

function written(text: string, number: number): string {
  if (/^-?\d+$/.test(text)) return text;
  // Fifteen digits are what a spreadsheet keeps; the others are how 0.1 + 0.2 is stored.
  const short = String(Number(number.toPrecision(15)));
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(short);
  if (!match) return short;
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const digits = whole + fraction;
  const point = 1 + Number(power);
  if (Math.abs(point) > 400) return short;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, "0");
}

function masked(digits: string, mask: string): string {
  const places = mask.replace(/[^0#?]/g, "").length;
  const rest = digits.padStart(places, "\0").split("");
  const extra = rest.splice(0, rest.length - places).join("");
  let begun = extra !== "";
  let text = "";
  for (const sign of mask) {
    if (!/[0#?]/.test(sign)) {
      if (begun || sign === "(") text += sign;
      continue;
    }
    const digit = rest.shift() ?? "\0";
    const shown = digit !== "\0" ? digit : sign === "0" ? "0" : "";
    if (shown !== "") begun = true;
    text += shown;
  }
  return (extra + text).trim();
}

const LAST_DAY = 2_958_465;

/** "2026-11-21", "14:30", "2026-11-21T14:30"; seconds where there are any. */
function momentText(
  serial: number,
  { day, time }: { day: boolean; time: boolean },
  epoch1904: boolean,
): string | undefined {
  if (serial < 0 || serial > LAST_DAY + 1) return undefined;
  // The 29th of February 1900, which never was, is day 60 of the older count.
  if (!epoch1904 && serial >= 60 && serial < 61) return undefined;
  const epoch = epoch1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const moment = new Date(epoch + Math.round(serial * 86_400) * 1000);
  const iso = moment.toISOString();
  const clock = iso.endsWith(":00.000Z") ? iso.slice(11, 16) : iso.slice(11, 19);
  if (!day && serial < 1) return clock;
  return time ? `${iso.slice(0, 10)}T${clock}` : iso.slice(0, 10);
}

/** _x000D_ stands for a sign that XML has no place for (ECMA-376, 22.9.2.19). */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
