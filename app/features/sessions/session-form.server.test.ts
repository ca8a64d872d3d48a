import { expect, test } from "vitest";
import { readBooking } from "./session-form.server.ts";

const id = "0199d0c4-0000-7000-8000-000000000001";
const reader = { language: "fr", timeZone: "Europe/Paris" };

function typed(more: Record<string, string>) {
  const form = new FormData();
  const fields = {
    ...{
      clientId: id,
      roomId: id,
      kind: "recording",
      day: "2026-11-20",
      from: "10:00",
      to: "12:00",
    },
    ...more,
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("equipmentIds", id);
  form.append("equipmentIds", `any:${id}`);
  return form;
}

test("units and classes are asked for in one field and read apart", () => {
  const read = readBooking(typed({}), reader);
  expect(read.ok && read.booking).toMatchObject({ equipmentIds: [id], anyOf: [id] });
});

test("any unit of a class is for one session and for no series", () => {
  const read = readBooking(typed({ scope: "following" }), reader);
  expect(read.ok ? null : read.answer.result.error).toEqual({
    equipmentIds: ["sessions:errors.anyInSeries"],
  });
});
