/** The value of one request cookie, decoded; undefined where it is absent or malformed. */
export function readCookie(request: Request, name: string): string | undefined {
  const pair = request.headers
    .get("Cookie")
    ?.split(";")
    .map((it) => it.trim())
    .find((it) => it.startsWith(`${name}=`));
  if (!pair) return undefined;
  const value = pair.slice(name.length + 1);
  return /%(?![0-9a-f]{2})/i.test(value) ? undefined : decodeURIComponent(value);
}
