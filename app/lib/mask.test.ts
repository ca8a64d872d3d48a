import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { maskedPath, maskSecrets } from "./mask.ts";

const secret = () => randomBytes(32).toString("base64url");

test("a path keeps its words and ids, and loses its query and its secrets", () => {
  const id = randomUUID();
  expect(maskedPath(`/s/lumiere/clients/${id}/edit?q=Nadia`)).toBe(`/s/lumiere/clients/${id}/edit`);
  expect(maskedPath(`/clients/${id}.data?_routes=x`)).toBe(`/clients/${id}.data`);
  expect(maskedPath(`/invitations/${secret()}`)).toBe("/invitations/…");
  expect(maskedPath(`/sign-in/link/${secret()}.data`)).toBe("/sign-in/link/….data");
  expect(maskedPath(`http://localhost:3000/verify/${secret()}?a=b#c`)).toBe("/verify/…");
});

test("a secret that is written otherwise is one still", () => {
  const escaped = secret().replace(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  expect(maskedPath(`/invitations/${escaped}`)).toBe("/invitations/…");
  // No two digits of 16 follow the sign: nobody can say what this would be read as.
  expect(maskedPath(`/invitations/${secret().slice(0, 20)}%z${secret()}`)).toBe("/invitations/…");
  expect(maskedPath(`/invitations/a&b=${secret()}`)).toBe("/invitations/a&b=…");
});

test("a path that is none is masked like one", () => {
  expect(maskedPath("*")).toBe("*");
  expect(maskedPath("")).toBe("");
  expect(maskedPath(`//elsewhere.test/${secret()}`)).toBe("//elsewhere.test/…");
});

test("a text loses its secrets alone", () => {
  const [id, hash] = [randomUUID(), randomBytes(32).toString("hex")];
  expect(maskSecrets(`no row ${id} with \\x${hash}.`)).toBe(`no row ${id} with \\….`);
});
