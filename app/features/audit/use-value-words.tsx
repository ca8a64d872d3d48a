import { useTranslation } from "react-i18next";
import { formatDate, formatDay, formatTime, type Reader } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { formatLength } from "#app/features/projects/track.ts";
import { isThing, type ColumnChange, type ThingColumn } from "./audit.ts";
import { things, type Reading } from "./things.ts";
import type { NamedRow } from "./audit.server.ts";

interface Known {
  rows: ReadonlyMap<string, NamedRow>;
  reader: Reader;
  currency: string;
}

export type ValueWords = ReturnType<typeof useValueWords>;

/** Says what stands in a change in the words of the studio. */
export function useValueWords({ rows, reader, currency }: Known) {
  const { t, i18n } = useTranslation(["audit", "common"]);
  const { language } = reader;
  const moment = (at: Date) =>
    `${formatDate(at, reader, { year: true })}, ${formatTime(at, reader)}`;

  function nameOf({ name, startsAt }: NamedRow): string {
    return startsAt ? `${name}, ${moment(startsAt)}` : name;
  }

  /** Null where there is no value. What is of a kind that nobody expects is said as it stands. */
  function say(reading: Reading, value: unknown): string | null {
    if (value === null || value === undefined || value === "") return null;
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") return sayNumber(reading, value);
    if (typeof value === "string") return sayText(reading, value);
    if (reading === "list" && Array.isArray(value)) return value.join(", ") || null;
    if (reading === "lines" && Array.isArray(value)) return value.map(sayLine).join("\n") || null;
    return JSON.stringify(value);
  }

  /** What is said in a line, without the ids that it names rows by. */
  function sayLine(line: unknown): string {
    const values: unknown[] = typeof line === "object" && line ? Object.values(line) : [line];
    return values
      .flatMap((value) => (typeof value === "number" ? sayNumber("number", value) : (value ?? [])))
      .map((value) => (typeof value === "string" ? (rows.get(value)?.name ?? value) : ""))
      .join(", ");
  }

  function sayNumber(reading: Reading, value: number): string {
    if (reading === "cents") return formatMoney(value, currency, language);
    if (reading === "seconds") return formatLength(value);
    if (reading === "swatch") return t("common:color.swatch", { number: value });
    return new Intl.NumberFormat(language === "en" ? "en-GB" : "fr-FR").format(value);
  }

  function sayText(reading: Reading, value: string): string {
    if (typeof reading === "object") {
      const key = `${reading.words}.${value}`;
      return i18n.exists(key) ? t(key as "common:all") : value;
    }
    if (reading === "instant") return moment(new Date(value));
    if (reading === "day") return formatDay(value, language, "year");
    if (reading === "time") return value.slice(0, 5);
    if (reading === "row") {
      const row = rows.get(value);
      return row ? nameOf(row) : t("otherRow");
    }
    return value;
  }

  function columnOf(table: string, column: string): string {
    const isKnown = isThing(table) && Object.hasOwn(things[table], column);
    return isKnown ? t(`columns.${`${table}.${column}` as ThingColumn}`) : column;
  }

  /** The first thing that changed, and how many more did. */
  function digest(table: string, columns: readonly ColumnChange[]): string {
    const [first, ...more] = columns;
    if (!first) return "";
    const said = t("change", {
      column: columnOf(table, first.column),
      before: say(first.reading, first.before) ?? t("empty"),
      after: say(first.reading, first.after) ?? t("empty"),
    });
    return more.length > 0 ? `${said}, ${t("more", { count: more.length })}` : said;
  }

  return { say, nameOf, columnOf, digest };
}
