// What the shop says, in each of its languages, when it cannot show a page at all.

export interface Words { title: string, text: string, action: string }
export type Trouble = 'away' | 'broken' | 'missing'

export const TROUBLE_WORDS: Record<string, Record<Trouble, Words>> = {
  en: {
    away: { title: 'Back in a moment', text: 'This page needs our stockroom, and it is not answering just now. Nothing in your bag is lost.', action: 'Try again' },
    broken: { title: 'That went wrong', text: 'The fault is ours and has been noted. Nothing in your bag is lost.', action: 'Try again' },
    missing: { title: 'Nothing here', text: 'There is no page at this address.', action: 'To the shop' }
  },
  de: {
    away: { title: 'Gleich wieder da', text: 'Diese Seite braucht unser Lager, und das antwortet gerade nicht. In Ihrer Tasche geht nichts verloren.', action: 'Noch einmal versuchen' },
    broken: { title: 'Da ist etwas schiefgegangen', text: 'Der Fehler liegt bei uns und ist vermerkt. In Ihrer Tasche geht nichts verloren.', action: 'Noch einmal versuchen' },
    missing: { title: 'Hier ist nichts', text: 'Unter dieser Adresse gibt es keine Seite.', action: 'Zum Laden' }
  },
  fr: {
    away: { title: 'De retour dans un instant', text: 'Cette page a besoin de notre réserve, qui ne répond pas pour le moment. Rien n’est perdu dans votre panier.', action: 'Réessayer' },
    broken: { title: 'Quelque chose n’a pas fonctionné', text: 'L’erreur vient de nous, elle est notée. Rien n’est perdu dans votre panier.', action: 'Réessayer' },
    missing: { title: 'Il n’y a rien ici', text: 'Aucune page ne se trouve à cette adresse.', action: 'Aller à la boutique' }
  },
  es: {
    away: { title: 'Volvemos enseguida', text: 'Esta página necesita nuestro almacén, que ahora mismo no responde. No se pierde nada de tu bolsa.', action: 'Probar otra vez' },
    broken: { title: 'Algo ha fallado', text: 'El fallo es nuestro y ha quedado anotado. No se pierde nada de tu bolsa.', action: 'Probar otra vez' },
    missing: { title: 'Aquí no hay nada', text: 'No hay ninguna página en esta dirección.', action: 'Ir a la tienda' }
  },
  zh: {
    away: { title: '马上回来', text: '这个页面要向库房取资料，库房暂时没有回应。购物袋里的东西都还在。', action: '再试一次' },
    broken: { title: '出了点问题', text: '是我们这边的差错，已经记下。购物袋里的东西都还在。', action: '再试一次' },
    missing: { title: '这里什么也没有', text: '这个地址没有对应的页面。', action: '去店里看看' }
  },
  ja: {
    away: { title: 'まもなく戻ります', text: 'このページに必要な在庫の情報が、いま取り出せません。バッグの中身はそのままです。', action: 'もう一度試す' },
    broken: { title: '問題が起きました', text: '原因は当店にあり、記録しました。バッグの中身はそのままです。', action: 'もう一度試す' },
    missing: { title: 'ここには何もありません', text: 'このアドレスのページは見つかりません。', action: 'お店へ' }
  },
  ar: {
    away: { title: 'نعود بعد لحظات', text: 'تحتاج هذه الصفحة إلى مخزننا وهو لا يجيب الآن. لم يضع شيء من حقيبتك.', action: 'حاول مرة أخرى' },
    broken: { title: 'حدث خطأ', text: 'الخطأ من جانبنا وقد سُجّل. لم يضع شيء من حقيبتك.', action: 'حاول مرة أخرى' },
    missing: { title: 'لا شيء هنا', text: 'لا توجد صفحة في هذا العنوان.', action: 'إلى المتجر' }
  }
}
