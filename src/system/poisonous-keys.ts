/** Keys that data from elsewhere may not have, since assigning to them can change all objects: agents are not called so. */
export const POISONOUS_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];
