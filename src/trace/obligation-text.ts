/**
 * What is owed in words: nodes of a normal form, with the names of its atoms.
 */
import type { AtomName } from '../property/atom-name.ts';
import type { NormalForm } from '../property/normal-form.ts';

/** What has to happen of an until, what has to stay of a release; the whole of any other node. */
export function obligationText(names: AtomName): (form: NormalForm, id: number) => string {
  const text = (form: NormalForm, id: number): string => {
    const node = form.node(id);
    const all = (of: readonly number[], word: string): string =>
      of.map((part) => text(form, part)).join(word);
    switch (node.kind) {
      case 'true':
      case 'false':
        return node.kind;
      case 'bit': {
        const atom = form.atoms[node.bit];
        const name = atom === undefined ? 'what was before' : `«${names(atom)}»`;
        return node.negated ? `not ${name}` : name;
      }
      case 'and':
        return all(node.of, ' and ');
      case 'or':
        return all(node.of, ' or ');
      case 'next':
        return `${text(form, node.of)} next`;
      case 'later':
        return `${text(form, node.of)} later`;
      case 'until':
      case 'release':
        return text(form, node.right);
    }
  };
  return text;
}
