import { z } from "zod";
import { optionalText } from "#app/lib/text.ts";

/** In the order of the work. */
export const trackStates = [
  "to_record",
  "recording",
  "to_mix",
  "mixing",
  "to_master",
  "approved",
] as const;
export type TrackState = (typeof trackStates)[number];

/** The meaning of a state's colour: what waits is quiet. */
export const meaningOfTrack = {
  to_record: "neutral",
  recording: "info",
  to_mix: "neutral",
  mixing: "info",
  to_master: "neutral",
  approved: "good",
} as const satisfies Record<TrackState, string>;

/** A project is shown with all of its tracks, so it may not have any number of them. */
export const MOST_TRACKS = 200;

const trackTitle = z.string().trim().min(1).max(160);

export const newTrackSchema = z.object({ title: trackTitle });

export const trackStateSchema = z.object({ state: z.enum(trackStates) });

export const trackSchema = z.object({
  title: trackTitle,
  state: z.enum(trackStates),
  isrc: typed(readIsrc, "projects:errors.isrc"),
  bpm: typed(readBpm, "projects:errors.bpm"),
  musicalKey: optionalText(40),
  durationSeconds: typed(readDuration, "projects:errors.duration"),
});
export type TrackValues = z.output<typeof trackSchema>;

/**
 * "FR-Z03-26-00042", typed with or without hyphens and in any case, as the twelve characters that are
 * stored; null where it is no ISRC (ISO 3901: country, registrant, year, designation).
 */
export function readIsrc(text: string): string | null {
  const code = text
    .toUpperCase()
    .replace(/^ISRC\b/, "")
    .replace(/[\s-]/g, "");
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(code) ? code : null;
}

/** "FRZ032600042" → "FR-Z03-26-00042", as it is printed. */
export function formatIsrc(code: string): string {
  return [code.slice(0, 2), code.slice(2, 5), code.slice(5, 7), code.slice(7)].join("-");
}

/** "3:45", "1:02:30" or "225" in whole seconds; null where it is no duration of a second to a day. */
export function readDuration(text: string): number | null {
  if (!/^(\d{1,5}|\d{1,3}:\d\d|\d{1,2}:[0-5]\d:\d\d)$/.test(text)) return null;
  const parts = text.split(":").map(Number);
  const seconds = parts.at(-1) ?? 0;
  if (parts.length > 1 && seconds > 59) return null;
  const total = parts.reduce((sum, part) => sum * 60 + part, 0);
  return total > 0 && total <= 86_400 ? total : null;
}

/** 225 → "3:45", 3750 → "1:02:30". */
export function formatLength(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** "127,5" → 127.5, to a hundredth; null outside of 1 to 999. */
export function readBpm(text: string): number | null {
  if (!/^\d{1,3}([.,]\d{1,2})?$/.test(text)) return null;
  const bpm = Number(text.replace(",", "."));
  return bpm >= 1 ? bpm : null;
}

/** How far tracks are together, 0 to 1, where they went through that many steps between them. */
export function progressOf(steps: number, count: number): number {
  return count === 0 ? 0 : steps / (count * (trackStates.length - 1));
}

/** The order with one track a place up (-1) or down (1); the same where it is at that end. */
export function moveTrack(ids: readonly string[], id: string, step: -1 | 1): string[] {
  return placeTrack(ids, id, ids.indexOf(id) + step);
}

/** The order with one track at that place. */
export function placeTrack(ids: readonly string[], id: string, place: number): string[] {
  if (place < 0 || place >= ids.length) return [...ids];
  const others = ids.filter((other) => other !== id);
  return [...others.slice(0, place), id, ...others.slice(place)];
}

/** A text that `read` understands or that is left empty. */
function typed<Value>(read: (text: string) => Value | null, message: string) {
  return z
    .string()
    .trim()
    .transform((text, context) => {
      if (text === "") return null;
      const value = read(text);
      if (value !== null) return value;
      context.addIssue(message);
      return z.NEVER;
    })
    .nullable()
    .default(null);
}
