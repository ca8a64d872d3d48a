const month = "(?:0[1-9]|1[0-2])";
const day = "(?:0[1-9]|[12]\\d|3[01])";
const sixtieth = "[0-5]\\d";
const zone = "(?:[Zz]|[+-]\\d\\d(?::?\\d\\d)?)?";
const second = "(?:[0-5]\\d|60)(?:[.,]\\d+)?";

const datePattern = new RegExp(
  `^(?:\\d{4}${month}${day}|\\d{4}-${month}-${day}|\\d{4}-${month}|\\d{4}|--${month}(?:-?${day})?|---${day})$`,
);
const timePattern = new RegExp(
  `^(?:(?:[01]\\d|2[0-4])(?::?${sixtieth}(?::?${second})?)?|-${sixtieth}(?::?${second})?|--${second})${zone}$`,
);
const offsetPattern = /^[+-]\d\d(?::?\d\d)?$/;

const timed = ["date", "time", "date-time", "date-and-or-time", "timestamp", "utc-offset"];

/** Whether values of this type are dates, times or offsets. */
export function isTimed(type: string): boolean {
  return timed.includes(type);
}

/**
 * As RFC 6350, 4.3 writes it, `19850412T1022-0500`, of what is written with or without hyphens and colons;
 * undefined where it is no value of that type.
 */
export function asBasic(type: string, text: string): string | undefined {
  if (type === "utc-offset") return offsetPattern.test(text) ? text.replace(":", "") : undefined;
  if (type === "time") return basicTime(text.replace(/^[Tt]/, ""));
  const [date = "", time, ...rest] = text.split(/[Tt ]/);
  if (rest.length > 0) return undefined;
  if (time === undefined) return takesDate(type) ? basicDate(date) : undefined;
  if (type === "date") return undefined;
  const basic = basicTime(time);
  if (basic === undefined) return undefined;
  if (date === "") return type === "date-and-or-time" ? `T${basic}` : undefined;
  const before = basicDate(date);
  return before === undefined ? undefined : `${before}T${basic}`;
}

/** As RFC 7095, 3.5 writes it: `1985-04-12T10:22-05:00`. */
export function asExtended(type: string, basic: string): string {
  if (type === "utc-offset") return withColon(basic);
  if (type === "time") return extendedTime(basic);
  const [date = "", time] = basic.split("T");
  const day = extendedDate(date);
  return time === undefined ? day : `${day}T${extendedTime(time)}`;
}

function takesDate(type: string): boolean {
  return type === "date" || type === "date-and-or-time";
}

function basicDate(text: string): string | undefined {
  if (!datePattern.test(text)) return undefined;
  return text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$1$2$3").replace(/^--(\d\d)-(\d\d)$/, "--$1$2");
}

function basicTime(text: string): string | undefined {
  if (!timePattern.test(text)) return undefined;
  // 4.0 has no parts of seconds: none of them are left out, others stay.
  const whole = text.replace(",", ".").replace(/\.0+(?=\D|$)/, "");
  return whole.replaceAll(":", "").replace("z", "Z");
}

function extendedDate(basic: string): string {
  return basic.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3").replace(/^--(\d\d)(\d\d)$/, "--$1-$2");
}

function extendedTime(basic: string): string {
  const [, clock = "", offset = ""] = /^(--\d\d|-?\d+(?:[.,]\d+)?)(.*)$/.exec(basic) ?? [];
  const spelled = clock
    .replace(/^(\d\d)(\d\d)(\d\d)/, "$1:$2:$3")
    .replace(/^(-?\d\d)(\d\d)(?=$|[.,])/, "$1:$2");
  return clock === "" ? basic : `${spelled}${withColon(offset)}`;
}

function withColon(offset: string): string {
  return offset.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
}
