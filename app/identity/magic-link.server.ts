import { Strategy } from "remix-auth/strategy";

/** It was used, or is too old, or never was one: which, nobody is told. */
export class LinkExpired extends Error {
  override name = "LinkExpired";
}

/**
 * Signs in by the secret of a link that was mailed. It reads a form, never an address: programs that
 * look through mail open its links, and would use them up.
 */
export class MagicLinkStrategy<Person> extends Strategy<Person, { secret: string }> {
  override name = "magic-link";

  override async authenticate(request: Request): Promise<Person> {
    const secret = (await request.formData()).get("secret");
    if (typeof secret !== "string") throw new LinkExpired();
    return this.verify({ secret });
  }
}
