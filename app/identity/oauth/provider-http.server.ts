import { ProviderUnavailable } from "./openid-problem.server.ts";

const TIMEOUT_MS = 5_000;
const BODY_LIMIT = 131_072;

/**
 * Asks a provider, and follows no redirect: where it is asked is where its answer must come from.
 * Throws ProviderUnavailable where there is no answer in five seconds, or none in JSON, or a failure
 * of its own; an answer that refuses is an answer.
 */
export async function askProvider(
  url: string,
  init: Pick<RequestInit, "method" | "body"> = {},
): Promise<{ ok: boolean; body: unknown }> {
  try {
    const response = await fetch(url, {
      ...init,
      headers: { Accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await textOf(response);
    if (response.status >= 500) throw new Error(`it answers ${response.status}`);
    return { ok: response.ok, body: JSON.parse(text) };
  } catch (cause) {
    throw new ProviderUnavailable(`no answer from ${new URL(url).origin}`, { cause });
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > BODY_LIMIT) throw new Error("its answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
