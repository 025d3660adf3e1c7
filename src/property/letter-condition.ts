/**
 * A set of letters as a short condition on their atoms.
 *
 * Prime implicants, of which the essential ones are taken first and then, greedily, those that cover most
 * (Quine 1952, McCluskey 1956). Meant for few atoms.
 */
import { type Atom, and, type Formula, not, or } from './formula.ts';

/** The letters that agree with `bits` wherever `mask` is set. */
interface Cube {
  readonly mask: number;
  readonly bits: number;
}

/** The condition that is true of exactly these letters: bit n of a letter is the truth of atom n. */
export function letterCondition(letters: readonly number[], atoms: readonly Atom[]): Formula {
  return or(...cover(letters, atoms.length).map((cube) => conjunction(cube, atoms)));
}

const conjunction = ({ mask, bits }: Cube, atoms: readonly Atom[]): Formula =>
  and(...atoms.flatMap((atom, bit) => ((mask >> bit) & 1 ? [(bits >> bit) & 1 ? atom : not(atom)] : [])));

const has = ({ mask, bits }: Cube, letter: number): boolean => (letter & mask) === bits;

function cover(letters: readonly number[], width: number): readonly Cube[] {
  const primes = primesOf(letters, width);
  const chosen = primes.filter((prime) =>
    letters.some(
      (letter) => has(prime, letter) && primes.every((other) => other === prime || !has(other, letter)),
    ),
  );
  let open = letters.filter((letter) => !chosen.some((cube) => has(cube, letter)));
  while (open.length > 0) {
    const best = primes.reduce((a, b) => (covered(b, open) > covered(a, open) ? b : a));
    chosen.push(best);
    open = open.filter((letter) => !has(best, letter));
  }
  return chosen.sort(byFirstAtom);
}

const covered = (cube: Cube, letters: readonly number[]): number =>
  letters.filter((letter) => has(cube, letter)).length;

/** Cubes that cannot grow, those with the fewest atoms first. */
function primesOf(letters: readonly number[], width: number): Cube[] {
  const primes: Cube[] = [];
  let cubes = letters.map((bits): Cube => ({ mask: 2 ** width - 1, bits }));
  while (cubes.length > 0) {
    const known = new Map(cubes.map((cube) => [`${cube.mask} ${cube.bits}`, cube]));
    const merged = new Set<Cube>();
    const larger = new Map<string, Cube>();
    for (const cube of known.values()) {
      for (let bit = 1; bit < 2 ** width; bit <<= 1) {
        const neighbour = (cube.mask & bit) === 0 ? undefined : known.get(`${cube.mask} ${cube.bits ^ bit}`);
        if (neighbour === undefined) continue;
        merged.add(cube);
        const grown = { mask: cube.mask & ~bit, bits: cube.bits & ~bit };
        larger.set(`${grown.mask} ${grown.bits}`, grown);
      }
    }
    primes.unshift(...[...known.values()].filter((cube) => !merged.has(cube)));
    cubes = [...larger.values()];
  }
  return primes;
}

/** As a reader looks for them: by the first atom, what is true before what is false. */
function byFirstAtom(a: Cube, b: Cube): number {
  for (let bit = 1; bit <= (a.mask | b.mask); bit <<= 1) {
    const order = rank(a, bit) - rank(b, bit);
    if (order !== 0) return order;
  }
  return 0;
}

const rank = ({ mask, bits }: Cube, bit: number): number =>
  (bits & bit) !== 0 ? 0 : (mask & bit) !== 0 ? 1 : 2;
