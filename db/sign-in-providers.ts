import { createPrivateKey } from "node:crypto";
import { z } from "zod";

/** Where people may sign in elsewhere; a provider that is not set up is undefined. */
export type SignInProviders = {
  google:
    | {
        /** As the provider writes itself in its tokens. */
        issuer: string;
        clientId: string;
        clientSecret: string;
      }
    | undefined;
  apple:
    | {
        issuer: string;
        clientId: string;
        teamId: string;
        keyId: string;
        /** PEM of a P-256 key: it signs the secret by which Apple knows us. */
        privateKey: string;
      }
    | undefined;
};

const issuerOf = (name: string, usual: string) =>
  z
    .string()
    .refine(
      isProtected,
      `${name} must be an https address such as ${usual}; http is for this very machine alone.`,
    )
    .default(usual);

/** Part of the variables of the environment. */
export const providerVariables = {
  GOOGLE_ISSUER: issuerOf("GOOGLE_ISSUER", "https://accounts.google.com"),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  APPLE_ISSUER: issuerOf("APPLE_ISSUER", "https://appleid.apple.com"),
  APPLE_CLIENT_ID: z.string().optional(),
  APPLE_TEAM_ID: z.string().optional(),
  APPLE_KEY_ID: z.string().optional(),
  APPLE_PRIVATE_KEY: z
    .string()
    // Many places that keep variables allow one line only.
    .transform((pem) => pem.replaceAll("\\n", "\n"))
    .refine(
      isP256Key,
      "APPLE_PRIVATE_KEY must be the text of the .p8 file from Apple, with its lines or with \\n in their place.",
    )
    .optional(),
};

type Given = z.infer<z.ZodObject<typeof providerVariables>>;

const WHOLE = {
  Google: ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
  Apple: ["APPLE_CLIENT_ID", "APPLE_TEAM_ID", "APPLE_KEY_ID", "APPLE_PRIVATE_KEY"],
} as const;

/** One line for each provider that is set up in part: what is missing, and what to do. */
export function providerProblems(given: Given): string[] {
  return Object.entries(WHOLE).flatMap(([provider, names]) => {
    const missing = names.filter((name) => !given[name]);
    if (missing.length === 0 || missing.length === names.length) return [];
    const rest = names.filter((name) => given[name]).join(", ");
    return [
      `${missing.join(", ")} must be set too for signing in with ${provider}; or leave out ${rest}.`,
    ];
  });
}

export function signInProvidersOf(given: Given): SignInProviders {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = given;
  const { APPLE_CLIENT_ID, APPLE_TEAM_ID, APPLE_KEY_ID, APPLE_PRIVATE_KEY } = given;
  return {
    google:
      GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET
        ? {
            issuer: given.GOOGLE_ISSUER,
            clientId: GOOGLE_CLIENT_ID,
            clientSecret: GOOGLE_CLIENT_SECRET,
          }
        : undefined,
    apple:
      APPLE_CLIENT_ID && APPLE_TEAM_ID && APPLE_KEY_ID && APPLE_PRIVATE_KEY
        ? {
            issuer: given.APPLE_ISSUER,
            clientId: APPLE_CLIENT_ID,
            teamId: APPLE_TEAM_ID,
            keyId: APPLE_KEY_ID,
            privateKey: APPLE_PRIVATE_KEY,
          }
        : undefined,
  };
}

function isProtected(address: string): boolean {
  const { protocol, hostname } = URL.parse(address) ?? {};
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(hostname ?? "");
  return protocol === "https:" || (protocol === "http:" && isHere);
}

function isP256Key(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === "prime256v1";
  } catch {
    return false;
  }
}
