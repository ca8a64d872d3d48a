import { useTranslation } from "react-i18next";
import { data, Form } from "react-router";
import { forAnybody } from "#app/identity/access.server.ts";
import { answerSignIn } from "#app/identity/answer-sign-in.server.ts";
import { authenticatorOf } from "#app/identity/authenticator.server.ts";
import { ExpiredLink } from "#app/identity/expired-link.tsx";
import { LinkExpired } from "#app/identity/magic-link.server.ts";
import { findLink } from "#app/identity/one-time-links.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { SignInPage } from "#app/identity/sign-in-page.tsx";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { Button } from "#app/ui/button.tsx";
import type { Route } from "./+types/magic-link.ts";

export const middleware = [forAnybody];

/** Shows whose link it is, and leaves it unused: programs that look through mail open its links. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const link = await findLink(context.get(platformContext).control, "magic-link", params.secret);
  return { secret: params.secret, email: link?.email };
}

export async function action({ request, context }: Route.ActionArgs) {
  const { control } = context.get(platformContext);
  const authenticator = authenticatorOf(control, context.get(visitorContext));
  try {
    const signedIn = await authenticator.authenticate("magic-link", request);
    return await answerSignIn(context, request, signedIn);
  } catch (error) {
    if (error instanceof LinkExpired) return data(null, { status: 410 });
    throw error;
  }
}

export default function MagicLink({ loaderData: { secret, email } }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  if (!email) return <ExpiredLink />;
  return (
    <SignInPage title={t("opened.title")} text={t("opened.text", { email })}>
      <Form method="post" className="flex flex-col">
        <input type="hidden" name="secret" value={secret} />
        <Button type="submit" variant="primary">
          {t("opened.submit")}
        </Button>
      </Form>
    </SignInPage>
  );
}
