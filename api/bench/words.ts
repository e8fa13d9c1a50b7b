// The words that names of generated products are put together from, per language: adjective, material, noun.
export interface Vocabulary { language: string, joint: string, adjectives: string[], materials: string[], nouns: string[], sentence: string }

const words = (text: string): string[] => text.split(' ')

export const vocabularies: Vocabulary[] = [
  {
    language: 'en',
    joint: ' ',
    adjectives: words('Quiet Bright Coastal Mountain Folded Woven Northern Evening Plain Striped Heavy Little'),
    materials: words('Linen Oak Copper Wool Glass Cedar Clay Leather Bamboo Silk Iron Cotton Marble'),
    nouns: words('Teapot Lantern Satchel Notebook Scarf Bowl Compass Candle Blanket Kettle Stool Vase Kite Brush Lamp Basket Tray'),
    sentence: 'Made by hand in small runs, packed without plastic, and meant to be used every day for many years.'
  },
  {
    language: 'de',
    joint: ' ',
    adjectives: words('Stille Helle Küstennahe Alpine Gefaltete Gewebte Nordische Abendliche Schlichte Gestreifte Schwere Kleine'),
    materials: words('Leinen Eichen Kupfer Woll Glas Zedern Ton Leder Bambus Seiden Eisen Baumwoll Marmor'),
    nouns: words('Teekanne Laterne Tasche Kladde Schärpe Schale Bussole Kerze Decke Kanne Bank Vase Drachenform Bürste Lampe Kiste Platte'),
    sentence: 'Von Hand in kleinen Auflagen gefertigt, ohne Kunststoff verpackt und für viele Jahre täglichen Gebrauchs gedacht.'
  },
  {
    language: 'fr',
    joint: ' ',
    adjectives: words('Douce Claire Côtière Alpine Pliée Tissée Nordique Vespérale Simple Rayée Lourde Petite'),
    materials: words('Lin Chêne Cuivre Laine Verre Cèdre Argile Cuir Bambou Soie Fer Coton Marbre'),
    nouns: words('Théière Lanterne Sacoche Écritoire Écharpe Jatte Boussole Bougie Couverture Bouilloire Chaise Amphore Aile Brosse Lampe Corbeille Assiette'),
    sentence: 'Fabriquée à la main en petites séries, emballée sans plastique et faite pour servir chaque jour pendant des années.'
  },
  {
    language: 'es',
    joint: ' ',
    adjectives: words('Serena Clara Costera Alpina Plegada Tejida Nórdica Nocturna Sencilla Rayada Pesada Pequeña'),
    materials: words('Lino Roble Cobre Lana Vidrio Cedro Barro Cuero Bambú Seda Hierro Algodón Mármol'),
    nouns: words('Tetera Linterna Cartera Libreta Bufanda Fuente Brújula Vela Manta Caldera Banqueta Vasija Cometa Brocha Lámpara Cesta Bandeja'),
    sentence: 'Hecha a mano en series cortas, embalada sin plástico y pensada para usarse a diario durante muchos años.'
  },
  {
    language: 'zh',
    joint: '',
    adjectives: words('静谧 明亮 海岸 山间 折叠 编织 北方 傍晚 素色 条纹 厚重 小巧'),
    materials: words('亚麻 橡木 铜制 羊毛 玻璃 雪松 陶土 皮革 竹制 丝绸 铁制 棉质 大理石'),
    nouns: words('茶壶 灯笼 挎包 笔记本 围巾 碗 指南针 蜡烛 毯子 水壶 凳子 花瓶 风筝 刷子 台灯 篮子 托盘'),
    sentence: '小批量手工制作，包装不含塑料，为多年的日常使用而生。'
  },
  {
    language: 'ja',
    joint: '',
    adjectives: words('静かな 明るい 海辺の 山の 折りたたみ 織りの 北の 夕べの 素朴な 縞の 重厚な 小さな'),
    materials: words('リネン オーク 銅 ウール ガラス 杉 陶 革 竹 絹 鉄 綿 大理石'),
    nouns: words('急須 ランタン 鞄 手帳 マフラー 鉢 羅針盤 ろうそく 毛布 やかん 椅子 花瓶 凧 刷毛 ランプ 籠 盆'),
    sentence: '少量ずつ手仕事で作り、プラスチックを使わずに包み、長年の毎日の道具となるように仕上げました。'
  },
  {
    language: 'ar',
    joint: ' ',
    adjectives: words('هادئ مضيء ساحلي جبلي مطوي منسوج شمالي مسائي بسيط مخطط ثقيل صغير'),
    materials: words('كتان بلوط نحاس صوف زجاج أرز طين جلد خيزران حرير حديد قطن رخام'),
    nouns: words('إبريق فانوس حقيبة دفتر وشاح وعاء بوصلة شمعة بطانية غلاية كرسي مزهرية طائرة فرشاة مصباح سلة صينية'),
    sentence: 'مصنوع يدويا بكميات صغيرة، مغلف بلا بلاستيك، ومصمم للاستعمال اليومي سنوات طويلة.'
  }
]
