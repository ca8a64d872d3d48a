import { createContext } from "react-router";
import type { Environment } from "#db/environment.server.ts";
import type { Platform } from "#db/platform.server.ts";

/** What the server opened; every request has both. */
export const platformContext = createContext<Platform>();
export const environmentContext = createContext<Environment>();
