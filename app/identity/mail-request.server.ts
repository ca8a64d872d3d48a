import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type RouterContextProvider } from "react-router";
import { inEvenTime, type mailMagicLink, originOf } from "./link-mails.server.ts";
import { environmentContext, platformContext } from "./platform-context.server.ts";
import { mailRequestSchema } from "./user.ts";
import { visitorContext } from "./visitor.server.ts";

/** Mails a link to the address of a form, by `mail`. Answers alike whether there is an account or not. */
export async function answerMailRequest(
  context: Readonly<RouterContextProvider>,
  request: Request,
  mail: typeof mailMagicLink,
) {
  const submission = parseWithZod(await request.formData(), { schema: mailRequestSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const origin = originOf(request, context.get(environmentContext));
  const asked = { ...submission.value, origin, visitor: context.get(visitorContext) };
  await inEvenTime(mail(context.get(platformContext).control, asked));
  return redirect("/sign-in/mail-sent");
}
