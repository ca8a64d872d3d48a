import path from "node:path";
import process from "node:process";

/** What the tests' server and command line are told, whatever a `.env` says: set to nothing is set. */
export function e2eEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: "",
    DATA_DIR: process.env.E2E_DATA_DIR,
    HOST: "",
    APP_DOMAIN: "",
    APP_URL: "",
    TRUST_PROXY: "",
    DEMO: "1",
    LOG_LEVEL: "warn",
    SMTP_URL: "",
    MAIL_FROM: "",
    GOOGLE_ISSUER: "",
    GOOGLE_CLIENT_ID: "",
    GOOGLE_CLIENT_SECRET: "",
    APPLE_ISSUER: "",
    APPLE_CLIENT_ID: "",
    APPLE_TEAM_ID: "",
    APPLE_KEY_ID: "",
    APPLE_PRIVATE_KEY: "",
  };
}

/** What the tests' server has logged until now: the file that holds it. */
export function serverLog(): string {
  return path.join(process.env.E2E_DATA_DIR ?? "", "server.log");
}
