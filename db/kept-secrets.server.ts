import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import process from "node:process";
import { z } from "zod";

/** 32 bytes in base64, as bytes. */
export const secretOf = (name: string) =>
  z
    .string()
    .refine(
      (value) => Buffer.from(value, "base64").length === 32,
      `${name} must be 32 bytes in base64: make one with \`openssl rand -base64 32\`.`,
    )
    .transform((value) => Buffer.from(value, "base64"));

const secretsFile = z.object({
  sessionSecret: secretOf("sessionSecret"),
  secretsKey: secretOf("secretsKey"),
  previousSecretsKeys: z.array(secretOf("previousSecretsKeys")).default([]),
});

export type KeptSecrets = z.infer<typeof secretsFile>;

/** The file cannot be read, or not be made. */
export class SecretsUnusable extends Error {
  override name = "SecretsUnusable";
}

/** Those of an installation that is told none; made where they are missing. Throws SecretsUnusable. */
export function keptSecrets(file: string): KeptSecrets {
  if (!existsSync(file)) {
    try {
      makeSecrets(file);
    } catch (cause) {
      throw new SecretsUnusable(`${file} cannot be written: set DATA_DIR to a folder of yours`, {
        cause,
      });
    }
  }
  try {
    return secretsFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new SecretsUnusable(
      `${file} cannot be read or holds no two secrets: bring it back from a backup`,
      { cause },
    );
  }
}

/**
 * Makes a new key and keeps the old one beside it, unless that was done and the rotation is not over
 * yet. By one process at a time. Returns whether it made one.
 */
export function keepNewKey(file: string): boolean {
  const kept = keptSecrets(file);
  if (kept.previousSecretsKeys.length > 0) return false;
  replaceSecrets(file, {
    ...kept,
    secretsKey: randomBytes(32),
    previousSecretsKeys: [kept.secretsKey],
  });
  return true;
}

/** When nothing is left that a previous key is needed for. Returns whether there was one. */
export function forgetPreviousKeys(file: string): boolean {
  const kept = keptSecrets(file);
  if (kept.previousSecretsKeys.length === 0) return false;
  replaceSecrets(file, { ...kept, previousSecretsKeys: [] });
  return true;
}

// Written aside and linked into place: of two processes that start at once, one wins whole.
function makeSecrets(file: string) {
  const folder = path.dirname(file);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    // Whatever the umask: the embedded server's account passes through to its own data.
    chmodSync(folder, 0o755);
  }
  const secrets = { sessionSecret: randomBytes(32), secretsKey: randomBytes(32) };
  const draft = writeDraft(file, { ...secrets, previousSecretsKeys: [] });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whoever reads meanwhile finds the old ones or the new ones, whole; after a crash of the machine too. */
function replaceSecrets(file: string, secrets: KeptSecrets): void {
  const draft = writeDraft(file, secrets);
  const { uid, gid } = statSync(file);
  // Another account may run the app than the one that runs this.
  if (process.getuid?.() === 0) chownSync(draft, uid, gid);
  renameSync(draft, file);
  flush(path.dirname(file));
}

function writeDraft(file: string, secrets: KeptSecrets): string {
  const { sessionSecret, secretsKey, previousSecretsKeys } = secrets;
  const content = {
    sessionSecret: sessionSecret.toString("base64"),
    secretsKey: secretsKey.toString("base64"),
    ...(previousSecretsKeys.length > 0 && {
      previousSecretsKeys: previousSecretsKeys.map((key) => key.toString("base64")),
    }),
  };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  flush(draft);
  return draft;
}

function flush(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}
