import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

interface PopoverProps {
  trigger: ReactElement<Record<string, unknown>>;
  /** Its accessible name; shown where `titled`. */
  label: string;
  titled?: boolean;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  children: ReactNode;
}

export function Popover({
  trigger,
  label,
  titled,
  side = "bottom",
  align = "start",
  children,
}: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className="pop pop-panel w-72 max-w-(--available-width) p-3">
            <Base.Title className={titled ? "mb-2 font-semibold" : "sr-only"}>{label}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
