// The two inline scripts of every page, constant so that the content policy can name them by hash.

/** Before first paint: room for the bag's count, whether somebody is signed in, and the currency of the cookie, if the shop has it, through a rule of its own (no style is inlined). */
export const HEAD_SCRIPT = "(()=>{const r=document.documentElement,c=(document.cookie.match(/(?:^|; )currency=([A-Z]{3})/)||[])[1];r.classList.add('js');if(/(?:^|; )cart_count=[1-9]/.test(document.cookie))r.dataset.bag='';if(/(?:^|; )signed_in=1/.test(document.cookie))r.dataset.member='';if(c&&c!==r.dataset.currency&&(r.dataset.currencies||'').split(' ').includes(c)){const s=new CSSStyleSheet();s.replaceSync('[data-c]:not([data-c='+c+']){display:none}');document.adoptedStyleSheets=[s];r.dataset.picked='';r.dataset.currency=c}})()"

/** Product and category links are fetched when a pointer rests on them. */
export const SPECULATION_RULES = JSON.stringify({
  prefetch: [{
    where: { or: [{ href_matches: '/*/p/*' }, { href_matches: '/*/c/*' }, { href_matches: '/*/new' }] },
    eagerness: 'moderate'
  }]
})

export const INLINE_SCRIPTS = [HEAD_SCRIPT, SPECULATION_RULES]
