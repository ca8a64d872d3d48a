import { DoorOpen, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";

/** Where nothing can be booked yet: `href` is where one adds the first room, null for who may not. */
export function NoRooms({ href }: { href: string | null }) {
  const { t } = useTranslation("sessions");
  return (
    <EmptyState
      icon={DoorOpen}
      title={t("calendar.noRooms.title")}
      text={t("calendar.noRooms.text")}
      action={
        href !== null && (
          <ButtonLink variant="primary" icon={<Plus aria-hidden />} to={href}>
            {t("calendar.noRooms.action")}
          </ButtonLink>
        )
      }
    />
  );
}
