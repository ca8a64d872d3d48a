import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef, type ReactElement, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "#app/lib/cx.ts";
import { buttonClass } from "./button.tsx";

export interface DialogProps {
  title: string;
  description?: ReactNode;
  /** The button that opens it; leave it out where `open` is held outside. */
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  width?: "sm" | "md" | "lg";
  children: ReactNode;
}

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" };

/** A modal question over the page. Escape and the ground close it; focus goes back to where it came from. */
export function Dialog({ width = "sm", ...props }: DialogProps) {
  return (
    <Modal
      {...props}
      popup={cx(
        "fixed top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-1/2 rounded-lg transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0",
        widths[width],
      )}
    />
  );
}

/** A quick look or a short form at the page's side; from below on a phone. */
export function Sheet({ width = "sm", ...props }: DialogProps) {
  return (
    <Modal
      {...props}
      popup={cx(
        "fixed transition-transform duration-150 ease-out",
        "max-md:inset-x-0 max-md:bottom-0 max-md:max-h-[85dvh] max-md:rounded-t-lg max-md:data-ending-style:translate-y-full max-md:data-starting-style:translate-y-full",
        "md:inset-y-2 md:right-2 md:w-[calc(100vw-1rem)] md:rounded-lg md:data-ending-style:translate-x-full md:data-starting-style:translate-x-full",
        widths[width],
        "max-md:max-w-none",
      )}
    />
  );
}

interface ModalProps extends Omit<DialogProps, "width"> {
  popup: string;
}

function Modal({ title, description, trigger, open, onOpenChange, children, popup }: ModalProps) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  // Not the button that closes it; by touch the keyboard of the screen would cover half of what was opened.
  const firstField = (opened: string) =>
    (opened !== "touch" &&
      content.current?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")) ||
    true;
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          initialFocus={firstField}
          className={cx("pop-panel z-40 flex flex-col text-14", popup)}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
            <div className="flex flex-col gap-1">
              <Base.Title className="text-16 font-semibold">{title}</Base.Title>
              {description && (
                <Base.Description className="text-13 text-muted">{description}</Base.Description>
              )}
            </div>
            <Base.Close
              aria-label={t("close")}
              className={cx(
                buttonClass({ variant: "ghost" }),
                "-mt-1 -mr-2 w-8 px-0 pointer-coarse:w-11 pointer-coarse:px-0",
              )}
            >
              <X aria-hidden />
            </Base.Close>
          </div>
          <div ref={content} className="min-h-0 overflow-y-auto px-5 pt-1 pb-5">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Closes the dialog that it stands in, without an answer. */
export function DialogCancel({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Base.Close className={buttonClass({ variant: "ghost" })}>{children ?? t("cancel")}</Base.Close>
  );
}
