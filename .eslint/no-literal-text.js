// Lint rule: words that a person reads come from the catalogues, never from the markup.
const READ_ALOUD = new Set(['alt', 'title', 'placeholder', 'label', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext'])
const hasWords = (text) => /\p{L}{2,}/u.test(text)

export const noLiteralText = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { literal: 'Words for people belong in the message catalogue: "{{text}}"' }
  },
  create (context) {
    const report = (node, text) => {
      if (hasWords(text)) context.report({ node, messageId: 'literal', data: { text: text.trim().slice(0, 40) } })
    }
    const literal = (node) => {
      if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
      if (node?.type === 'TemplateLiteral') return node.quasis.map((part) => part.value.raw).join('')
      return ''
    }
    const isRead = (parent) => parent?.type === 'JSXElement' || parent?.type === 'JSXFragment'
    return {
      JSXText (node) { report(node, node.value) },
      JSXExpressionContainer (node) {
        if (isRead(node.parent)) report(node, literal(node.expression))
      },
      JSXAttribute (node) {
        if (!READ_ALOUD.has(node.name?.name)) return
        report(node, literal(node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value))
      }
    }
  }
}
