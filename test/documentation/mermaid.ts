/**
 * Mermaid's own parser, in a window without a screen.
 */
import { Window } from 'happy-dom';
import type { Mermaid } from 'mermaid';

/** Why the text is no Mermaid; undefined where it is. */
export async function mistakeIn(diagram: string): Promise<string | undefined> {
  const mermaid = await parser;
  try {
    await mermaid.parse(diagram);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

const parser: Promise<Mermaid> = (async () => {
  const window = new Window();
  Object.assign(globalThis, { window, document: window.document });
  return (await import('mermaid')).default;
})();

/** The Mermaid blocks of a Markdown text. */
export const diagramsIn = (markdown: string): string[] =>
  [...markdown.matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)].map(([, diagram]) => diagram!);
