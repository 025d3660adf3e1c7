import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { redhound: fileURLToPath(new URL('./src/index.ts', import.meta.url)) } },
  test: {
    include: ['test/**/*.test.ts'],
    // A machine that has other work is slow, and nothing here is wrong because of that.
    testTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
    // Vitest would leave a core idle: half of the machine where there are two.
    maxWorkers: '100%',
    // Test files change nothing that others see; what was loaded and compiled for one serves the next.
    isolate: false,
    typecheck: { enabled: true, include: ['test/types/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
  },
});
