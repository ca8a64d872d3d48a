import { expect, test } from "vitest";
import { openSeals, SealBroken } from "./seals.ts";

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

test("what was sealed is opened for its purpose, and is another text each time", () => {
  const seals = openSeals(first);
  const [one, other] = [seals.seal("clé", "totp:ada"), seals.seal("clé", "totp:ada")];
  expect(seals.open(one, "totp:ada")).toBe("clé");
  expect(one.equals(other)).toBe(false);
  expect(one.includes("clé")).toBe(false);
});

test("a seal is not opened for another purpose, when it was changed, or by another key", () => {
  const seals = openSeals(first);
  const sealed = seals.seal("secret", "totp:ada");
  expect(() => seals.open(sealed, "totp:bob")).toThrow(SealBroken);
  for (const at of [4, 20, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(() => seals.open(changed, "totp:ada"), `byte ${at}`).toThrow(SealBroken);
  }
  expect(() => openSeals(second).open(sealed, "totp:ada")).toThrow(SealBroken);
  expect(() => seals.open(sealed.subarray(0, 20), "totp:ada")).toThrow(SealBroken);
});

test("a key on its way out still opens, and says that it is old", () => {
  const sealed = openSeals(first).seal("secret", "place:1");
  const rotated = openSeals(second, [first]);
  expect(rotated.open(sealed, "place:1")).toBe("secret");
  expect(rotated.isOld(sealed)).toBe(true);
  expect(rotated.isOld(rotated.seal("secret", "place:1"))).toBe(false);
});
