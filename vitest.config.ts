import { configDefaults, defineConfig } from "vitest/config";

const database = ["**/*.server.test.ts", "db/**/*.test.ts", "tests/{isolation,moves}/**/*.test.ts"];

// Without React Router's plugin: it would compile routes for a browser that is not there.
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // Far from every studio: code that leans on the machine's time zone fails here.
    env: { TZ: "Pacific/Chatham" },
    setupFiles: "tests/support/console.ts",
    exclude: [...configDefaults.exclude, ".data/**", "build/**"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,server,scripts}/**/*.test.{ts,tsx}"],
          exclude: database,
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: database,
          globalSetup: "tests/support/cluster.ts",
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
