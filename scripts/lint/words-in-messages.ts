// A lint rule: what a person reads is written in src-shared/messages, where every language has it.
import type { Rule } from 'eslint'

/** Two words in a row, the second in small letters: a sentence, or a part of one. */
const SENTENCE = /[A-Za-z]{2,} [a-z]{2,}/
/** SQL, markup, styles and selectors have words too. */
const LANGUAGE = /^\s*([A-Z]{3,} |@)|<\/?[a-z]+|\[[a-z-]+=/

/** What a person does not read: a bug, a log line. Their words are English for everybody. */
function isForDevelopers(node: Rule.Node): boolean {
  if (node.type === 'NewExpression')
    return node.callee.type === 'Identifier' && /Error$/.test(node.callee.name)
  if (node.type !== 'CallExpression') return false
  const { callee } = node
  if (callee.type === 'Super') return true
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'console'
  )
}

export const wordsInMessages: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { words: 'Words that a person reads belong into src-shared/messages.' },
  },
  create(context) {
    const look = (node: Rule.Node, text: unknown) => {
      if (typeof text !== 'string' || !SENTENCE.test(text) || LANGUAGE.test(text)) return
      const around = context.sourceCode.getAncestors(node) as Rule.Node[]
      if (!around.some(isForDevelopers)) context.report({ node, messageId: 'words' })
    }
    return {
      Literal: (node) => look(node, node.value),
      TemplateElement: (node) => look(node, node.value.cooked),
    }
  },
}
