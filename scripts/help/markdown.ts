// A document of docs/ as HTML, by marked, with headings named as GitHub names them.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Marked } from 'marked'
import { gfmHeadingId } from 'marked-gfm-heading-id'
import { escaped } from './page.ts'

/**
 * `file`: a Markdown file. A link to another file of the sources is its words alone, since that file is not shipped; a picture is in
 * the text itself. Throws for HTML in it, but for what it says to the tests in comments.
 */
export function htmlOfDocument(file: string): string {
  const marked = new Marked({ async: false }, gfmHeadingId(), {
    renderer: {
      html: ({ text }) => {
        if (text.replaceAll(/<!--[^]*?-->/g, '').trim() === '') return ''
        throw new Error(`${file} has HTML in it: ${text}`)
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens)
        return href.startsWith('#') || href.startsWith('https://')
          ? `<a href="${escaped(href)}">${words}</a>`
          : words
      },
      image: ({ href, text }) => `<img src="${picture(href)}" alt="${escaped(text)}">`,
    },
  })
  return marked.parse(readFileSync(file, 'utf8'), { async: false })

  function picture(url: string): string {
    const bytes = readFileSync(path.resolve(path.dirname(file), url))
    return `data:image/png;base64,${bytes.toString('base64')}`
  }
}
