import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/built.ts"],
    // Ends what hangs, and decides nothing else: on a busy machine a test of five seconds takes a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
