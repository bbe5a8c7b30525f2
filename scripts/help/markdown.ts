// A document of docs/ as HTML: what its Markdown means, by the parser that also formats it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parsers } from 'prettier/plugins/markdown'

/** As the parser tells it (mdast); what is not named here is refused. */
interface Node {
  readonly type: string
  readonly children?: readonly Node[]
  readonly value?: string
  readonly url?: string
  readonly alt?: string
  readonly depth?: number
  readonly ordered?: boolean
  readonly start?: number | null
}

/**
 * `file`: a Markdown file. A link to another file of the sources is its words alone, since that file is not shipped; a picture is in
 * the text itself. Throws for Markdown that our documents do not use.
 */
export function htmlOfDocument(file: string): string {
  const text = readFileSync(file, 'utf8')
  // Only the text is read of what it is given.
  const root = parsers.markdown.parse(text, {} as never) as Node
  const taken = new Map<string, number>()
  return write(root)

  function write(node: Node): string {
    const inner = () => (node.children ?? []).map(write).join('')
    switch (node.type) {
      case 'root':
        return inner()
      case 'heading':
        return `<h${node.depth ?? 1} id="${anchorOf(node)}">${inner()}</h${node.depth ?? 1}>\n`
      case 'paragraph':
        return `<p>${inner()}</p>\n`
      case 'text':
        return escaped(node.value ?? '')
      case 'strong':
        return `<strong>${inner()}</strong>`
      case 'emphasis':
        return `<em>${inner()}</em>`
      case 'inlineCode':
        return `<code>${escaped(node.value ?? '')}</code>`
      case 'code':
        return `<pre><code>${escaped(node.value ?? '')}</code></pre>\n`
      case 'break':
        return '<br>\n'
      case 'list':
        return node.ordered ? `<ol start="${node.start ?? 1}">${inner()}</ol>\n` : `<ul>${inner()}</ul>\n`
      case 'listItem':
        return `<li>${inner()}</li>\n`
      case 'table':
        return table(node.children ?? [])
      case 'link':
        return link(node.url ?? '', inner())
      case 'image':
        return `<img src="${picture(node.url ?? '')}" alt="${escaped(node.alt ?? '')}">`
      case 'html':
        return comment(node.value ?? '')
      default:
        throw new Error(`${file} has a ${node.type}, which is not written as HTML yet`)
    }
  }

  function table(rows: readonly Node[]): string {
    const lines = rows.map((row, index) => {
      const tag = index === 0 ? 'th' : 'td'
      const cells = (row.children ?? []).map((cell) => {
        const inner = (cell.children ?? []).map(write).join('')
        return `<${tag}>${inner}</${tag}>`
      })
      return `<tr>${cells.join('')}</tr>\n`
    })
    return `<table>\n${lines.join('')}</table>\n`
  }

  /** As GitHub names it, so that the links of the document lead there. */
  function anchorOf(heading: Node): string {
    const name = wordsOf(heading)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .replaceAll(/\s/g, '-')
    const times = taken.get(name) ?? 0
    taken.set(name, times + 1)
    return times === 0 ? name : `${name}-${times}`
  }

  function picture(url: string): string {
    const bytes = readFileSync(path.resolve(path.dirname(file), url))
    return `data:image/png;base64,${bytes.toString('base64')}`
  }

  /** What a document says to the tests. */
  function comment(html: string): string {
    if (/^<!--[^]*-->$/.test(html)) return ''
    throw new Error(`${file} has HTML in it: ${html}`)
  }
}

const link = (url: string, words: string): string =>
  url.startsWith('#') || url.startsWith('https://') ? `<a href="${escaped(url)}">${words}</a>` : words

const wordsOf = ({ value = '', children = [] }: Node): string => value + children.map(wordsOf).join('')

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter)
