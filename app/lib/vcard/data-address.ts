import { cleanBase64, mediaTypeOf, sniffedMediaType } from "./base64.ts";
import type { Parameter, Property } from "./card.ts";

type DataValue = Pick<Property, "parameters" | "type" | "values">;

/** Base64 as a data: address, which is what 4.0 has for it (RFC 6350, 6.2.4). */
export function readData(
  name: string,
  given: Parameter[],
  value: Uint8Array,
): DataValue | undefined {
  const base64 = cleanBase64(value);
  if (base64 === undefined) return undefined;
  if (base64 === "") return { parameters: given, type: "uri", values: [[""]] };
  const stated = given.find(([key]) => key === "MEDIATYPE")?.[1][0];
  let mediaType = stated && mediaTypeOf(name, stated);
  const parameters = given.flatMap(([key, values]): Parameter[] => {
    if (key !== "TYPE" || mediaType !== undefined) return [[key, values]];
    const named = values.find((type) => mediaTypeOf(name, type) !== undefined);
    if (named === undefined) return [[key, values]];
    mediaType = mediaTypeOf(name, named);
    const others = values.filter((type) => type !== named);
    return others.length > 0 ? [[key, others]] : [];
  });
  const media = mediaType ?? sniffedMediaType(name, base64);
  return { parameters, type: "uri", values: [[`data:${media};base64,${base64}`]] };
}

/** Whether a picture stands there in base64 that no parameter speaks of. */
export function isPictureData(name: string, value: Uint8Array): boolean {
  if (!/^(PHOTO|LOGO)$/.test(name) || value.length < 100) return false;
  // No address begins like that: a colon is no sign of base64.
  const start = String.fromCharCode(...value.subarray(0, 40)).trim();
  return sniffedMediaType(name, start).startsWith("image/") && cleanBase64(value) !== undefined;
}
