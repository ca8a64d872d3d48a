import { Ban, Ellipsis, Send } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { formatDate, type Reader } from "#app/lib/dates.ts";
import type { OpenInvitation } from "#app/identity/invitations.server.ts";
import type { TeamAnswer } from "#app/identity/team.ts";
import { Badge } from "#app/ui/badge.tsx";
import { buttonClass } from "#app/ui/button.tsx";
import { Menu, MenuAction } from "#app/ui/menu.tsx";
import { Table } from "#app/ui/table.tsx";
import { useTeamAnswer } from "./use-team-answer.tsx";

interface InvitationTableProps {
  invitations: readonly OpenInvitation[];
  /** The address of the invitations: `…/settings/team/invitations`. */
  here: string;
  reader: Reader;
}

/** Those that were neither accepted nor revoked. */
export function InvitationTable({ invitations, here, reader }: InvitationTableProps) {
  const { t } = useTranslation(["team", "studio"]);
  const day = (instant: Date) => formatDate(instant, reader);
  return (
    <Table
      label={t("invitations.title")}
      rows={invitations}
      rowKey={(invitation) => invitation.id}
      columns={[
        {
          id: "email",
          header: t("email"),
          width: "minmax(0, 2fr)",
          cell: (invitation) => <span className="font-medium">{invitation.email}</span>,
        },
        {
          id: "inviter",
          header: t("invitations.inviter"),
          width: "minmax(0, 2fr)",
          from: "lg",
          cell: ({ inviter }) => inviter,
        },
        {
          id: "role",
          header: t("role"),
          width: "minmax(9.5rem, 1fr)",
          from: "md",
          cell: ({ role }) => t(`studio:roles.${role}`),
        },
        {
          id: "sent",
          header: t("invitations.sent"),
          width: "8rem",
          from: "md",
          cell: ({ sentAt }) => day(sentAt),
        },
        {
          id: "expires",
          header: t("invitations.expires"),
          width: "8.5rem",
          cell: ({ expiresAt, hasExpired }) =>
            hasExpired ? (
              <Badge meaning="warning">{t("invitations.expired")}</Badge>
            ) : (
              day(expiresAt)
            ),
        },
        {
          id: "more",
          header: "",
          width: "2rem",
          align: "end",
          cell: ({ id, email }) => <InvitationMenu email={email} here={`${here}/${id}`} />,
        },
      ]}
    />
  );
}

function InvitationMenu({ email, here }: { email: string; here: string }) {
  const { t } = useTranslation("team");
  const [resending, revocation] = [useFetcher<TeamAnswer>(), useFetcher<TeamAnswer>()];
  useTeamAnswer(resending.data, t("invitations.resent", { email }));
  useTeamAnswer(revocation.data, t("invitations.revoked", { email }));
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t("moreOf", { name: email })}
          className={`${buttonClass({ variant: "ghost", size: "sm" })} -mr-2 w-7 px-0 pointer-coarse:w-11`}
        >
          <Ellipsis aria-hidden />
        </button>
      }
    >
      <MenuAction
        icon={Send}
        onSelect={() =>
          void resending.submit(null, { method: "post", action: `${here}/resending` })
        }
      >
        {t("invitations.resend")}
      </MenuAction>
      <MenuAction
        icon={Ban}
        danger
        onSelect={() =>
          void revocation.submit(null, { method: "post", action: `${here}/revocation` })
        }
      >
        {t("invitations.revoke")}
      </MenuAction>
    </Menu>
  );
}
