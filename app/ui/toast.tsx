import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { toast as show, Toaster } from "sonner";

/** Stands once, in the root. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-center"
      // One behind another could not be pressed.
      expand
      gap={8}
      offset={{ bottom: 16 }}
      mobileOffset={{ bottom: 72 }}
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center gap-3 rounded-md bg-ink px-4 py-2.5 text-13 text-canvas shadow-raised",
          title: "font-medium",
          description: "opacity-80",
          actionButton:
            "ml-auto shrink-0 rounded-sm px-2 py-1 font-medium underline underline-offset-2",
        },
      }}
    />
  );
}

/** Something was done. */
export function toast(message: string, description?: string) {
  show(message, { description });
}

/** Something was done by somebody else: said politely, in the place of what was said before. */
export function notice(message: string) {
  show(message, { id: "notice", duration: 3_000 });
}

/** Something was done that can be taken back for ten seconds. */
export function useUndoToast() {
  const { t } = useTranslation();
  return (message: string, onUndo: () => void) =>
    show(message, { duration: 10_000, action: { label: t("undo"), onClick: onUndo } });
}

export interface Flash {
  /** Tells two equal messages apart. */
  id: string;
  message: string;
  description?: string;
}

/** Shows what the server left for the next page, once. */
export function FlashToast({ flash }: { flash: Flash | null | undefined }) {
  useEffect(() => {
    if (flash) show(flash.message, { id: flash.id, description: flash.description });
  }, [flash]);
  return null;
}
