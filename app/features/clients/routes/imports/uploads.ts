import { userContext } from "#app/identity/user-context.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { stageUpload } from "../../imports/staging.server.ts";
import type { UploadAnswer } from "../../imports/upload-form.tsx";
import type { Route } from "./+types/uploads.ts";

export const middleware = [needs({ write: "clients.import" })];

/** POST takes a file as the body, its name in a header, and answers where its import goes on. */
export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const chunks = request.body ?? new Blob([]).stream();
  const staged = await stageUpload(studio, {
    fileName: nameOf(request.headers.get("X-File-Name")),
    authorId: context.get(userContext)?.id ?? null,
    chunks,
  });
  if (!staged.ok) {
    const answer: UploadAnswer =
      "failure" in staged
        ? { refusal: staged.failure }
        : { refusal: staged.refusal, ...(staged.found && { found: staged.found }) };
    return Response.json(answer, { status: 422 });
  }
  const answer: UploadAnswer = { href: studio.href(`/clients/imports/${staged.importId}`) };
  return Response.json(answer, { status: 201 });
}

function nameOf(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "");
  } catch {
    return header ?? "";
  }
}
