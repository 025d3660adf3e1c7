/**
 * From a declared system to its product: the door through which all searches enter.
 */
import type { AnySystem } from '../system/system.ts';
import { type ComposeOptions, Product } from './product.ts';

/**
 * Composes a declared system. Cheap: nothing is explored yet.
 *
 * @throws ModelError where the declaration is wrong: unknown names, windows that are none, a tick that cannot be derived
 */
export const compose = (system: AnySystem, options?: ComposeOptions): Product => new Product(system, options);
