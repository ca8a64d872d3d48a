import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/**
 * Secrets that must be read again are kept sealed: AES-256-GCM under a key of the installation's own
 * (NIST SP 800-38D), bound to what they are for, so that one cannot be put in another's place.
 */
export type Seals = {
  /** Names the key that seals now; eight hex digits that say nothing of it. */
  keyId: string;
  /** `purpose` is bound in: `totp:<user>`, `place:<id>`. */
  seal(secret: string, purpose: string): Buffer;
  /** Throws SealBroken where it was sealed for another purpose, under another key, or changed. */
  open(sealed: Buffer, purpose: string): string;
  /** Whether it was sealed under a key that is on its way out. */
  isOld(sealed: Buffer): boolean;
};

export class SealBroken extends Error {
  override name = "SealBroken";
}

const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `previous` still opens, so that keys can be rotated while the app runs. */
export function openSeals(secretsKey: Buffer, previous: Buffer[] = []): Seals {
  const keys = [secretsKey, ...previous].map((root) => ({
    id: derive(root, "seal id").subarray(0, KEY_ID_BYTES),
    key: derive(root, "seal key"),
  }));
  const current = keys[0]!;
  return {
    keyId: current.id.toString("hex"),

    seal(secret, purpose) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", current.key, iv).setAAD(Buffer.from(purpose));
      const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([current.id, iv, cipher.getAuthTag(), text]);
    },

    open(sealed, purpose) {
      const known = keys.find(({ id }) => id.equals(sealed.subarray(0, KEY_ID_BYTES)));
      if (!known) throw new SealBroken("it was sealed under a key that is not known here");
      const iv = sealed.subarray(KEY_ID_BYTES, KEY_ID_BYTES + IV_BYTES);
      const tag = sealed.subarray(KEY_ID_BYTES + IV_BYTES, KEY_ID_BYTES + IV_BYTES + TAG_BYTES);
      const text = sealed.subarray(KEY_ID_BYTES + IV_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv("aes-256-gcm", known.key, iv, {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(purpose))
          .setAuthTag(tag);
        return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new SealBroken("it was changed, or sealed for another purpose", { cause });
      }
    },

    isOld: (sealed) => !current.id.equals(sealed.subarray(0, KEY_ID_BYTES)),
  };
}

function derive(root: Buffer, label: string): Buffer {
  return createHmac("sha256", root).update(label).digest();
}
