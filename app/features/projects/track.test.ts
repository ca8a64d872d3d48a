import { expect, test } from "vitest";
import {
  formatIsrc,
  formatLength,
  moveTrack,
  placeTrack,
  progressOf,
  readBpm,
  readDuration,
  readIsrc,
  trackSchema,
} from "./track.ts";

test.each([
  ["FRZ032600042", "FRZ032600042"],
  ["fr-z03-26-00042", "FRZ032600042"],
  ["ISRC FR-Z03-26-00042", "FRZ032600042"],
  ["FR-Z03-26-0042", null],
  ["F1Z032600042", null],
  ["", null],
])("the ISRC %o is read as %o", (text, code) => expect(readIsrc(text)).toBe(code));

test("an ISRC is printed in its four parts", () => {
  expect(formatIsrc("FRZ032600042")).toBe("FR-Z03-26-00042");
});

test.each([
  ["3:45", 225],
  ["0:07", 7],
  ["225", 225],
  ["90:00", 5_400],
  ["1:02:30", 3_750],
  ["3:5", null],
  ["3:75", null],
  ["1:60:00", null],
  ["0:00", null],
  ["25:00:00", null],
  ["trois minutes", null],
])("the duration %o is read as %o", (text, seconds) => expect(readDuration(text)).toBe(seconds));

test("what a duration is shown as is read back", () => {
  for (const seconds of [1, 59, 60, 225, 3_599, 3_600, 3_750, 86_400]) {
    expect(readDuration(formatLength(seconds))).toBe(seconds);
  }
});

test.each([
  ["120", 120],
  ["127,5", 127.5],
  ["92.25", 92.25],
  ["0", null],
  ["1200", null],
  ["vite", null],
])("the tempo %o is read as %o", (text, bpm) => expect(readBpm(text)).toBe(bpm));

test("what is left empty of a track is null, what cannot be read is an error of its field", () => {
  const empty = trackSchema.parse({ title: "Aube", state: "to_mix", isrc: " " });
  expect(empty).toMatchObject({ isrc: null, bpm: null, musicalKey: null, durationSeconds: null });
  const { error } = trackSchema.safeParse({ title: "Aube", state: "to_mix", isrc: "12" });
  expect(error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [["isrc"], "projects:errors.isrc"],
  ]);
});

test("tracks move by one place, and stay at their ends", () => {
  expect(moveTrack(["a", "b", "c"], "b", -1)).toEqual(["b", "a", "c"]);
  expect(moveTrack(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
  expect(moveTrack(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(placeTrack(["a", "b", "c", "d"], "a", 2)).toEqual(["b", "c", "a", "d"]);
});

test("progress counts each step of each track", () => {
  expect(progressOf(0, 0)).toBe(0);
  expect(progressOf(5, 2)).toBe(0.5);
  expect(progressOf(5, 1)).toBe(1);
});
