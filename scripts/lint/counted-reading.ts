// A lint rule: text from outside is read through src-shared/formats/text alone, which counts what is looked at.
import type { Rule } from 'eslint'
import ts from 'typescript'

/** They get to see at most 200 characters there. */
const TAKES_PATTERN = 'CallExpression[callee.name=/^(charSet|shortPattern)$/]'
/** What costs no more than the part of the text that is asked for. */
const HARMLESS = new Set([
  'at',
  'charAt',
  'charCodeAt',
  'codePointAt',
  'endsWith',
  'length',
  'padEnd',
  'padStart',
])
  .add('slice')
  .add('startsWith')
  .add('substring')

interface Typed {
  getTypeAtLocation(node: Rule.Node): ts.Type
}

export const countedReading: Rule.RuleModule = {
  meta: {
    type: 'problem',
    // `patterns`: regular expressions alone, for readers whose texts are short and few.
    schema: [{ enum: ['patterns'] }],
    messages: {
      pattern: 'A regular expression sees short texts only: give it to shortPattern() or charSet().',
      whole:
        'This looks at a whole text without counting: take a Cursor or an operation of text/whole-text.ts.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices as Typed
    const isText = (node: unknown): boolean => {
      const { flags, types } = services.getTypeAtLocation(node as Rule.Node) as Partial<ts.UnionType> &
        ts.Type
      return (
        (flags & ts.TypeFlags.StringLike) !== 0 ||
        (types?.some((type) => type.flags & ts.TypeFlags.StringLike) ?? false)
      )
    }
    const refuseText = (node: unknown): void => {
      if (isText(node)) context.report({ node: node as Rule.Node, messageId: 'whole' })
    }
    const patterns: Rule.RuleListener = {
      [`Literal[regex]:not(${TAKES_PATTERN} > Literal)`](node: Rule.Node) {
        context.report({ node, messageId: 'pattern' })
      },
      'Identifier[name="RegExp"]'(node: Rule.Node) {
        context.report({ node, messageId: 'pattern' })
      },
    }
    if (context.options.includes('patterns')) return patterns
    return {
      ...patterns,
      CallExpression({ callee, arguments: [first] }) {
        if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
        if (callee.property.name === 'from' && first) refuseText(first)
        else if (!HARMLESS.has(callee.property.name)) refuseText(callee.object)
      },
      ForOfStatement: ({ right }) => refuseText(right),
      SpreadElement: ({ argument }) => refuseText(argument),
    }
  },
}
