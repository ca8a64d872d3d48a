import type { Role } from "../roles.ts";
import { DEMO_STUDIOS, type DemoStudio } from "./demo.ts";

/** Known to everybody who reads this: the accounts exist only where the demo was asked for. */
export const DEMO_PASSWORD = "demo-studio-2026";

export type DemoAccount = {
  email: string;
  name: string;
  /** Whether the account is a platform operator's, who belongs to no studio. */
  isOperator: boolean;
  studios: readonly { slug: DemoStudio["slug"]; role: Role }[];
};

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  ...DEMO_STUDIOS.map(({ slug, ownerEmail, ownerName }) => ({
    email: ownerEmail,
    name: ownerName,
    isOperator: false,
    studios: [{ slug, role: "owner" as const }],
  })),
  {
    email: "both@rsm.test",
    name: "Inès Maurel",
    isOperator: false,
    studios: [
      { slug: "lumiere", role: "engineer" },
      { slug: "grandmix", role: "engineer" },
    ],
  },
  { email: "ops@rsm.test", name: "Samuel Keita", isOperator: true, studios: [] },
];
