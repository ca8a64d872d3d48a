import { integer, pgTable, text, time } from "drizzle-orm/pg-core";
import { studioColumns } from "./columns.ts";

/** One row a studio. */
export const settings = pgTable("settings", {
  ...studioColumns(),
  accent: text("accent"),
  language: text("language", { enum: ["fr", "en"] })
    .notNull()
    .default("fr"),
  currency: text("currency").notNull().default("EUR"),
  timeZone: text("time_zone").notNull().default("Europe/Paris"),
  dayStartsAt: time("day_starts_at").notNull().default("06:00"),
  legalName: text("legal_name"),
  address: text("address"),
  phone: text("phone"),
  email: text("email"),
  siret: text("siret"),
  vatNumber: text("vat_number"),
  /** ISO 3166, of phone numbers that name none. */
  country: text("country").notNull().default("FR"),
  /** On every call sheet that says nothing else. */
  access: text("access"),
  parking: text("parking"),
  doorCode: text("door_code"),
  /** What an hour beyond the booked end costs, of the room's hourly rate. */
  overtimePercent: integer("overtime_percent").notNull().default(100),
});
