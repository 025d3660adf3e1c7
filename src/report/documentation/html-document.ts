/**
 * All pages as one HTML document that needs nothing else: made from the same Markdown, with its styles, and with
 * Mermaid where it is at hand. Diagrams are drawn when they come into view.
 */
import { Marked, type Tokens } from 'marked';

export interface HtmlPage {
  /** `README.md`, `heartbeat.md`. */
  readonly name: string;
  readonly markdown: string;
}

/** @param mermaid the text of Mermaid's script; without it diagrams stay text */
export function htmlDocument(title: string, pages: readonly HtmlPage[], mermaid?: string): string {
  const sections = pages.map(({ name, markdown }) => {
    const id = idOf(name);
    return `<section id="${id}">\n${renderer(id).parse(markdown, { async: false })}</section>`;
  });
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapedHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...sections,
    ...(mermaid === undefined
      ? []
      : [`<script>${mermaid.replaceAll('</script', '<\\/script')}</script>`, `<script>${DRAW}</script>`]),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** `heartbeat.md` → `heartbeat`. */
const idOf = (name: string): string => name.replace(/\.md$/, '');

const escapedHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Headings and links get ids that are unique in the document: `heartbeat.no-early-restart`. */
function renderer(page: string): Marked {
  return new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading): string {
        return `<h${depth} id="${page}.${slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link): string {
        const words = this.parser.parseInline(tokens);
        const [file = '', anchor] = href.split('#');
        // Files of the project are not in the document.
        if (file.includes('/')) return words;
        const target = file === '' ? page : idOf(file);
        return `<a href="#${target}${anchor === undefined ? '' : `.${anchor}`}">${words}</a>`;
      },
      code({ text, lang }: Tokens.Code): string {
        return `<pre${lang === 'mermaid' ? ' class="mermaid"' : ''}>${escapedHtml(text)}</pre>\n`;
      },
      table(token: Tokens.Table): string {
        const cells = (row: readonly Tokens.TableCell[], tag: string): string =>
          `<tr>${row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('')}</tr>`;
        const rows = token.rows.map((row) => cells(row, 'td')).join('\n');
        return `<div class="table"><table>${cells(token.header, 'th')}\n${rows}</table></div>\n`;
      },
    },
  });
}

/** As GitHub makes anchors of headings. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fff; --faint: #666; --line: #ddd; --wash: #f6f6f4; --link: #0550ae; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e4e0; --paper: #181818; --faint: #a0a09a; --line: #3a3a38; --wash: #222220; --link: #79b8ff; }
}
body { margin: 0 auto; padding: 1rem 1.25rem 6rem; max-width: 60rem; color: var(--ink); background: var(--paper);
  font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
section { padding-bottom: 2rem; border-bottom: 1px solid var(--line); }
h1 { margin-top: 2.5rem; font-size: 1.9rem; } h2 { margin-top: 2.2rem; } h3 { margin-top: 1.8rem; }
a { color: var(--link); } code, pre { font: 0.88em/1.45 ui-monospace, monospace; }
code { background: var(--wash); padding: 0.1em 0.25em; border-radius: 3px; }
pre { background: var(--wash); padding: 0.75rem; overflow-x: auto; border-radius: 4px; }
pre.mermaid[data-processed] { background: none; text-align: center; }
pre.mermaid svg { max-width: 100%; height: auto; }
.table { overflow-x: auto; margin: 1rem 0; } table { border-collapse: collapse; font-size: 0.92em; }
th, td { padding: 0.3rem 0.6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
th, td { overflow-wrap: normal; } th { background: var(--wash); }
blockquote { margin: 0.5rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--faint); }
summary { cursor: pointer; color: var(--faint); }
`;

const DRAW = `
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', maxTextSize: 200000,
  theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default' });
let drawing = Promise.resolve();
const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    drawing = drawing.then(() => mermaid.run({ nodes: [target], suppressErrors: true }));
  }
}, { rootMargin: '400px' });
for (const diagram of document.querySelectorAll('pre.mermaid')) watcher.observe(diagram);
`;
