import { useTranslation } from "react-i18next";
import { listInvitations } from "#app/identity/invitations.server.ts";
import { asksSecondFactor, listMembers } from "#app/identity/members.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { found } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Section } from "#app/ui/card.tsx";
import { InvitationTable } from "../invitation-table.tsx";
import { InviteDialog } from "../invite-dialog.tsx";
import { MemberTable } from "../member-table.tsx";
import { SecondFactorCard } from "../second-factor-card.tsx";
import { SettingsPage } from "../settings-page.tsx";
import type { Route } from "./+types/team.ts";

export const middleware = [needs({ read: "team.read" })];

export async function loader({ context }: Route.LoaderArgs) {
  const { control } = context.get(platformContext);
  const { studioId } = context.get(studioContext).placement;
  const [members, invitations, required] = await Promise.all([
    listMembers(control, studioId),
    listInvitations(control, studioId),
    asksSecondFactor(control, studioId),
  ]);
  return { me: found(context.get(userContext)).id, members, invitations, required };
}

export default function Team({ loaderData }: Route.ComponentProps) {
  const { me, members, invitations, required } = loaderData;
  const { t, i18n } = useTranslation("team");
  const { may, href, timeZone } = useStudio();
  const here = href("/settings/team");
  const reader = { language: i18n.language, timeZone };
  return (
    <SettingsPage
      may={may}
      href={href}
      actions={may("team.write") && <InviteDialog action={`${here}/invitations`} />}
    >
      <Section title={t("members")}>
        <MemberTable
          members={members}
          me={me}
          isOwner={may("ownership.write")}
          here={here}
          reader={reader}
        />
      </Section>
      <Section title={t("invitations.title")} text={t("invitations.text")}>
        {invitations.length > 0 ? (
          <InvitationTable invitations={invitations} here={`${here}/invitations`} reader={reader} />
        ) : (
          <p className="text-13 text-muted">{t("invitations.none")}</p>
        )}
      </Section>
      <div className="mt-8">
        <SecondFactorCard
          required={required}
          without={members.filter((member) => !member.hasSecondFactor).length}
          action={`${here}/second-factor`}
        />
      </div>
    </SettingsPage>
  );
}
