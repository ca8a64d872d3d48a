const SECRET = /[\w-]{32,}/g;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Writes "…" for whatever looks like a secret: 32 or more characters of base64url, no id of a row. */
export function maskSecrets(text: string): string {
  return text.replace(SECRET, (found) => (UUID.test(found) ? found : "…"));
}

/**
 * The path of an address, fit for a log: without its query, and without secrets (those of invitations,
 * links and feeds stand in the path). Looked for in what the router reads, thus after decoding.
 */
export function maskedPath(address: string): string {
  const [path = ""] = address.replace(/^https?:\/\/[^/]*/i, "").split(/[?#]/, 1);
  return path.split("/").map(maskedSegment).join("/");
}

function maskedSegment(segment: string): string {
  if (/%(?![0-9a-f]{2})/i.test(segment)) return "…";
  const plain = new URLSearchParams(`s=${segment.replaceAll("+", "%2B").replaceAll("&", "%26")}`);
  const masked = maskSecrets(plain.get("s") ?? "");
  return masked.includes("…") ? masked : segment;
}
