import { attachment } from "#app/lib/attachment.ts";

/**
 * Sends a file as it is written. What fails before the first bytes is thrown, and answered as any error;
 * after them it breaks the connection, so that no part of a file is taken for the whole.
 */
export async function sendFile(
  bytes: AsyncGenerator<Uint8Array>,
  { name, type }: { name: string; type: string },
): Promise<Response> {
  let next = await bytes.next();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next.done) return controller.close();
      controller.enqueue(next.value);
      next = await bytes.next();
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": attachment(name),
      "Cache-Control": "private, no-store",
    },
  });
}
