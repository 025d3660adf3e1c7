/** What is hunted: a broken variant, by the first claim that it is there to break and that random runs can refute. */
import type { Property } from '../../src/property/property.ts';
import type { AnySystem } from '../../src/system/system.ts';
import { DEFAULTS } from '../../src/verdict/check-options.ts';
import { isRefutedAtRandom, type Suite } from '../../src/verdict/suite.ts';

export interface Case {
  /** With that of its suite. */
  readonly variant: string;
  readonly system: AnySystem;
  readonly property: Property;
  /** Longest run, in moves. */
  readonly maxSteps: number;
}

export const casesOf = ({ name, variants = [], properties, search = {} }: Suite): readonly Case[] =>
  variants.flatMap(({ name: variant, system, breaks }) => {
    const property = properties.find((one) => breaks.includes(one.id) && isRefutedAtRandom(one));
    const maxSteps = search.maxSteps ?? DEFAULTS.maxSteps;
    return property === undefined ? [] : [{ variant: `${name}/${variant}`, system, property, maxSteps }];
  });
