import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { z } from "zod";
import { keptSecrets, secretOf, SecretsUnusable } from "./kept-secrets.server.ts";
import {
  providerProblems,
  providerVariables,
  type SignInProviders,
  signInProvidersOf,
} from "./sign-in-providers.ts";

/** What the installation is told from outside, checked once. Secrets are raw bytes, 32 each. */
export type Environment = {
  production: boolean;
  /** Unset: the embedded PostgreSQL serves. */
  databaseUrl: string | undefined;
  /** Further servers by name, from `DATABASE_URL_<NAME>`: studios can be promoted to them. */
  clusterUrls: Record<string, string>;
  /** Absolute. */
  dataDir: string;
  /** The address to listen on. Unset: all of the machine's. */
  host: string | undefined;
  port: number;
  /** Studios answer on `<slug>.<appDomain>`; the port is no part of it. */
  appDomain: string;
  /** Where people reach the app, without a slash at the end. */
  appUrl: string;
  sessionSecret: Buffer;
  secretsKey: Buffer;
  /** On their way out: they open what was sealed under them, and seal nothing. */
  previousKeys: Buffer[];
  /** The file that keeps `secretsKey`; unset where the environment gives it. */
  secretsFile: string | undefined;
  logLevel: (typeof logLevels)[number];
  /** Whether the demo studios and their accounts are made. */
  demo: boolean;
  trustProxy: boolean;
  signInProviders: SignInProviders;
  /** Takes the mail; unset, it waits, or is kept to be read at /dev/mail. */
  smtpUrl: string | undefined;
  /** From whom it comes. */
  mailFrom: string;
};

/** The message has one line a variable: what is wrong and what to do. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
}

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const switchOf = (name: string) =>
  z.enum(["0", "1"], `${name} is 1 (on) or 0 (off).`).transform((value) => value === "1");

// Commas are no letters of base64.
const secretsOf = (name: string) =>
  z
    .string()
    .transform((list) => list.split(",").map((each) => each.trim()))
    .pipe(z.array(secretOf(`Each of ${name}`)));

const databaseUrl = z
  .string()
  .regex(
    /^postgres(ql)?:\/\/./,
    "DATABASE_URL, and each DATABASE_URL_<NAME>, must look like postgres://user:password@host:5432/database; leave it out to use the embedded PostgreSQL.",
  );

const variables = z.object({
  NODE_ENV: z.string().optional(),
  DATABASE_URL: databaseUrl.optional(),
  clusterUrls: z.record(z.string(), databaseUrl),
  DATA_DIR: z.string().default(".data"),
  HOST: z.string().optional(),
  PORT: z.coerce
    .number("PORT must be a number: 3000 is the default.")
    .int("PORT must be a whole number.")
    .min(1, "PORT must be 1 or more.")
    .max(65535, "PORT must be 65535 or less.")
    .default(3000),
  APP_DOMAIN: z
    .string()
    .regex(
      /^[a-z0-9-]+(\.[a-z0-9-]+)*$/,
      "APP_DOMAIN must be a bare domain such as studios.example.com: no protocol, no port.",
    )
    .default("localhost"),
  APP_URL: z
    .url({
      protocol: /^https?$/,
      error: "APP_URL must be an address such as https://studios.example.com.",
    })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  SESSION_SECRET: secretOf("SESSION_SECRET").optional(),
  SECRETS_KEY: secretOf("SECRETS_KEY").optional(),
  SECRETS_KEY_PREVIOUS: secretsOf("SECRETS_KEY_PREVIOUS").default([]),
  LOG_LEVEL: z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(", ")}.`).default("info"),
  DEMO: switchOf("DEMO").optional(),
  TRUST_PROXY: switchOf("TRUST_PROXY").optional(),
  ...providerVariables,
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: "SMTP_URL must be an address such as smtp://user:password@mail.example.com:587.",
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^\r\n]*\S@\S[^\r\n]*$/,
      "MAIL_FROM must hold an address, such as Studios <no-reply@example.com>.",
    )
    .optional(),
});

/** Reads `.env` where there is one (it never overrides a variable that is set), then checks. */
export function loadEnvironment(): Environment {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return readEnvironment(process.env);
}

/** Throws EnvironmentError. An empty variable counts as unset. */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const clusterUrls = clusterUrlsOf(present);
  const parsed = variables.safeParse({ ...present, clusterUrls });
  if (!parsed.success) {
    throw wrong(parsed.error.issues.map((issue) => issue.message));
  }
  const given = parsed.data;
  if (Object.keys(clusterUrls).length > 0 && !given.DATABASE_URL) {
    throw wrong(["DATABASE_URL must be set where DATABASE_URL_<NAME> is: it is the main server."]);
  }
  const problems = providerProblems(given);
  if (problems.length > 0) throw wrong(problems);
  const production = given.NODE_ENV === "production";
  const dataDir = path.resolve(given.DATA_DIR);
  return {
    production,
    databaseUrl: given.DATABASE_URL,
    clusterUrls: given.clusterUrls,
    dataDir,
    host: given.HOST,
    port: given.PORT,
    appDomain: given.APP_DOMAIN,
    appUrl: given.APP_URL ?? `http://${given.APP_DOMAIN}:${given.PORT}`,
    ...resolveSecrets(given, dataDir, production),
    logLevel: given.LOG_LEVEL,
    demo: given.DEMO ?? given.DATABASE_URL === undefined,
    trustProxy: given.TRUST_PROXY ?? false,
    signInProviders: signInProvidersOf(given),
    smtpUrl: given.SMTP_URL,
    mailFrom: given.MAIL_FROM ?? `Recording Studio Manager <no-reply@${given.APP_DOMAIN}>`,
  };
}

// DATABASE_URL_NORTH_2 is the cluster `north-2`.
function clusterUrlsOf(present: Record<string, string | undefined>) {
  const named = Object.entries(present).flatMap(([variable, url]) => {
    const name = /^DATABASE_URL_([A-Z0-9_]+)$/.exec(variable)?.[1];
    return name ? [[name.toLowerCase().replaceAll("_", "-"), url] as const] : [];
  });
  return Object.fromEntries(named);
}

function wrong(lines: string[], cause?: unknown) {
  const list = lines.map((line) => `\n  ${line}`).join("");
  return new EnvironmentError(`The environment is not right:${list}`, { cause });
}

function resolveSecrets(
  given: z.infer<typeof variables>,
  dataDir: string,
  production: boolean,
): Pick<Environment, "sessionSecret" | "secretsKey" | "previousKeys" | "secretsFile"> {
  const { SESSION_SECRET, SECRETS_KEY, SECRETS_KEY_PREVIOUS: previousKeys } = given;
  if (SESSION_SECRET && SECRETS_KEY) {
    const secrets = { sessionSecret: SESSION_SECRET, secretsKey: SECRETS_KEY };
    return { ...secrets, previousKeys, secretsFile: undefined };
  }
  // Several machines may serve one database: secrets made by each of them would not agree.
  if (production && given.DATABASE_URL) {
    const missing = (["SESSION_SECRET", "SECRETS_KEY"] as const).filter((name) => !given[name]);
    throw wrong(
      missing.map(
        (name) =>
          `${name} must be set beside DATABASE_URL: make one with \`openssl rand -base64 32\`.`,
      ),
    );
  }
  const file = path.join(dataDir, "secrets.json");
  const kept = readKept(file);
  const sessionSecret = SESSION_SECRET ?? kept.sessionSecret;
  if (SECRETS_KEY) {
    return { sessionSecret, secretsKey: SECRETS_KEY, previousKeys, secretsFile: undefined };
  }
  return {
    sessionSecret,
    secretsKey: kept.secretsKey,
    previousKeys: [...previousKeys, ...kept.previousSecretsKeys],
    secretsFile: file,
  };
}

function readKept(file: string) {
  try {
    return keptSecrets(file);
  } catch (error) {
    if (!(error instanceof SecretsUnusable)) throw error;
    throw wrong([`${error.message}, or set SESSION_SECRET and SECRETS_KEY.`], error);
  }
}
