import { forTheSignedIn } from "#app/identity/access.server.ts";
import { IdentityList } from "#app/identity/identity-list.tsx";
import { listIdentities } from "#app/identity/oauth/identities.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { formatAgo } from "#app/lib/ago.ts";
import { found } from "#app/lib/found.ts";
import type { Route } from "./+types/account-identities.ts";

export const middleware = [forTheSignedIn];

export async function loader({ request, context }: Route.LoaderArgs) {
  const user = found(context.get(userContext));
  const identities = await listIdentities(context.get(platformContext).control, user.id);
  const [now, language] = [new Date(), languageOf(request)];
  return {
    identities: identities.map(({ provider, subject, email, createdAt, lastUsedAt }) => ({
      provider,
      subject,
      email,
      since: formatAgo(createdAt, now, language),
      lastUse: formatAgo(lastUsedAt, now, language),
    })),
  };
}

export default function Identities({ loaderData }: Route.ComponentProps) {
  return <IdentityList identities={loaderData.identities} />;
}
