/**
 * How much memory the JavaScript engine takes for what is young.
 *
 * It doubles it a few times while a command starts, up to 32 MB, and each page that is touched for the first time costs:
 * on a virtual machine some ten microseconds, which makes a tenth of a second of a command that takes one. A search that
 * goes on for longer gets it: there, room saves collections.
 */
import { setFlagsFromString } from 'node:v8';

const SHORT_MS = 1000;

/** The young generation stays as it is for a second, and grows as ever from then on. */
export function delayGrowthOfYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setTimeout(() => setFlagsFromString('--semi-space-growth-factor=2'), SHORT_MS).unref();
}
