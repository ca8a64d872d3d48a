import type { Environment } from "#db/environment.server.ts";
import { PROVIDERS } from "#db/schema/control/index.ts";
import { appleClientSecret } from "./apple-secret.server.ts";
import { type Issuer, issuerAt } from "./issuer.server.ts";
import type { ProviderName } from "./provider.ts";

/** A provider that is set up, and how it wants to be spoken to. */
export type OpenIdProvider = {
  name: ProviderName;
  issuer: Issuer;
  clientId: string;
  clientSecret(now: number): string;
  scope: string;
  /** How its answer comes: as our address, or as a form that its page posts to us. */
  responseMode: "query" | "form_post";
  /** Of the apex: registered there once, whatever studios there are. */
  redirectUri: string;
};

type Setting = Pick<Environment, "appUrl" | "signInProviders">;

/** Those that are set up, in the order of their buttons. */
export function listProviders({ signInProviders }: Pick<Setting, "signInProviders">) {
  return PROVIDERS.filter((name) => signInProviders[name]);
}

/** Undefined where there is none of that name, or it is not set up. */
export function findProvider(
  { appUrl, signInProviders: { google, apple } }: Setting,
  name: string,
): OpenIdProvider | undefined {
  const redirectUri = `${appUrl}/sign-in/with/${name}/callback`;
  if (name === "google" && google) {
    return {
      name,
      redirectUri,
      issuer: issuerAt(google.issuer),
      clientId: google.clientId,
      clientSecret: () => google.clientSecret,
      scope: "openid email profile",
      responseMode: "query",
    };
  }
  if (name === "apple" && apple) {
    return {
      name,
      redirectUri,
      issuer: issuerAt(apple.issuer),
      clientId: apple.clientId,
      clientSecret: (now) => appleClientSecret(apple, now),
      scope: "openid email name",
      // Apple gives name and address in no other way.
      responseMode: "form_post",
    };
  }
  return undefined;
}

/** What the server must know before any route is asked. */
export function foreignForms({
  signInProviders: { google, apple },
}: Pick<Setting, "signInProviders">) {
  return {
    /** Where a form of ours may lead: signing in begins with one. */
    formOrigins: [google, apple].flatMap((one) => (one ? [new URL(one.issuer).origin] : [])),
    /** Which path a page of which other origin may post to. What comes so is believed by its state alone. */
    foreignCallbacks: new Map(
      apple ? [["/sign-in/with/apple/callback", new URL(apple.issuer).origin]] : [],
    ),
  };
}
