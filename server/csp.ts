import { randomBytes } from "node:crypto";

// The toasts put their own style element into the page as their module runs, before anything could
// hand them a nonce: first empty, then with this text. A test computes both from what is installed.
export const toastStyles = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
];

export type PolicyOptions = {
  nonce: string;
  /** Where a form may lead besides our own host: a form's answer that leads elsewhere is followed to these only. */
  formOrigins: readonly string[];
  /** Vite's own styles and its socket are let in. */
  development: boolean;
};

/** Names what one page may run; drawn anew for each. */
export function newNonce(): string {
  return randomBytes(16).toString("base64");
}

/**
 * The Content-Security-Policy of one answer. Only scripts of ours run, and inline ones only where they
 * bear the nonce; a style attribute is let through, since that is how widths and colours of data are set.
 */
export function contentSecurityPolicy({ nonce, formOrigins, development }: PolicyOptions): string {
  // Beside a nonce or a hash, 'unsafe-inline' counts for nothing.
  const styles = development ? ["'unsafe-inline'"] : [`'nonce-${nonce}'`, ...toastStyles];
  const directives = {
    "default-src": ["'self'"],
    "script-src": ["'self'", `'nonce-${nonce}'`],
    "script-src-attr": ["'none'"],
    "style-src": ["'self'", ...styles],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": development ? ["'self'", "ws:", "wss:"] : ["'self'"],
    "frame-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'", ...formOrigins],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}
