// A page that the Help menu opens in the person's browser, and that lies on the USB stick: one file, and nothing runs in it.

/** Of links, in both themes. */
type Accent = Readonly<Record<'light' | 'dark', string>>
const OURS: Accent = { light: '#2b5cb0', dark: '#8ab4f8' }

const styleWith = ({ light, dark }: Accent): string => `
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
body { max-width: 50rem; margin: 0 auto; padding: 2rem 1rem 4rem; color: light-dark(#1b2330, #e3e7ee); background: light-dark(#fff, #0f1217); }
h1, h2, h3 { line-height: 1.25; margin: 2em 0 0.6em; }
h1 { margin-top: 0; }
a { color: light-dark(${light}, ${dark}); }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
code { background: light-dark(#eef1f5, #222833); padding: 0.1em 0.3em; border-radius: 3px; }
pre { background: light-dark(#f4f5f7, #181c23); padding: 0.8em 1em; border-radius: 6px; overflow-x: auto; }
pre code { background: none; padding: 0; }
pre.text { white-space: pre-wrap; overflow-wrap: anywhere; }
table { display: block; overflow-x: auto; border-collapse: collapse; margin: 1em 0; }
th, td { border: 1px solid light-dark(#dfe3e9, #2a303b); padding: 0.35em 0.7em; text-align: start; vertical-align: top; }
th { background: light-dark(#f4f5f7, #181c23); }
img { max-width: 100%; height: auto; border: 1px solid light-dark(#dfe3e9, #2a303b); border-radius: 6px; }
@media print { body { max-width: none; padding: 0; } pre { white-space: pre-wrap; } }
`

/** SECURITY: it is opened as a file, where nothing but its own style and pictures may count. docs/SECURITY.md#navigation */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

export const helpPage = (title: string, body: string, accent = OURS): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${styleWith(accent)}</style>
</head>
<body>
${body}</body>
</html>
`

/** A text whose lines are as they are. */
export const textPage = (title: string, text: string, accent = OURS): string =>
  helpPage(title, `<h1>${escaped(title)}</h1>\n<pre class="text">${escaped(text)}</pre>\n`, accent)

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter)
