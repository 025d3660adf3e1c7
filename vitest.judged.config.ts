/** The tests that other tools judge: they need programs from Debian, which `npm test` must not. */
import { mergeConfig } from 'vitest/config';
import own from './vitest.config.ts';

const judged = mergeConfig(own, {});
judged.test = { ...judged.test, include: ['test/**/*.judged.ts'], typecheck: { enabled: false } };
export default judged;
