// The words that hold sentences together, most common first as far as it is known: they tell a language from another,
// and they are never what people talk about.

import { foldText } from "../words/fold-text.ts";

const lists: Readonly<Record<string, string>> = {
  en: `the to and of a in is it you that for on was with this are be have not but what they so just at my me we can if
    do all as your from or out how when about more no will who get up there one now has an their like been would people
    don't it's i'm he she his her them our then than some because into only very really much these those were had did
    does which where why being off over also even still too here by am i want know think going got could should every
    never always any other after before while again back make made way good new first us its im dont cant thats`,
  de: `der die und das ist nicht ich zu in den es ein mit sich auf fur von dem eine auch so wie wir aber noch man nur hat
    des im als bei oder wird haben sie er sind war mich dass wenn was aus mal mir kann ja schon doch mehr nach einen uber
    um am zum zur bin du immer hier sehr einfach gibt wieder einer einem keine kein wer wo warum unser unsere alle alles
    jetzt dann da habe werden wurde vor bis durch gegen seit sein seine ihr ihre uns euch diese dieser dieses muss nichts
    ganz viel vom beim ohne`,
  fr: `de la le et les des est en un une que pas je a pour dans ce qui il sur plus au avec on ne du se ca mais c'est par
    nous vous tout sont elle j'ai ou fait bien cette ils si meme comme etre y moi tres sans leur aussi ses son sa mon ma
    mes nos notre votre vos encore toujours rien quand aux ete donc peut faut jamais ont avait etait deux autre apres
    avant chez car quoi tous ces d'un d'une qu'il n'est`,
  es: `de la que el en y a los no se es un por con las una para lo me del mi si al como mas pero todo yo muy su te esta
    le ya hay ser son cuando porque tu este nos eso sin soy mis esto sus tan todos estoy sobre desde hasta donde quien
    nada fue era han he ha tiene tengo hace hoy nunca siempre tambien solo bien cada otra otro ni o les entre estan ese
    esa aqui ahora asi puede va vamos`,
  pt: `de que e o a nao um do da em eu para com uma os no se na por mais as me mas voce foi ta isso meu minha tem ele ao
    muito ja esse ser dos ela sao como so vai das quando tudo esta bem aqui ainda mesmo pra num numa seu sua nos nas pelo
    pela ate sem sou tenho fazer gente nada nem depois hoje sempre nunca tambem quem onde todo toda todos fiz alguem entre era estou voces eles`,
  it: `di e che la il non a un per in sono mi ma una con del ho si le da lo ci come piu se della al io no cosa i dei nel
    alla gli ha tutto anche e' solo questo perche quando mio mia sempre ancora bene ora poi essere fatto ti delle degli
    dal dalla sul sulla nella suo sua loro noi voi lui lei chi dove molto gia mai senza tutti questa quello ogni proprio
    sei siamo hanno era stato qualcuno qualcosa`,
  nl: `de het een en van ik je dat is niet in op te ze zijn met voor maar er die wat aan ook als nog dit om naar wel heb
    was bij zo door meer hij kan mijn geen over wordt uit heeft hebben dan of mensen we u jij mij ons onze al moet gaat
    deze alle alles veel weer waar hoe waarom nu hier gewoon echt zou tot tegen alleen omdat worden werd haar hun zonder
    iets niets altijd nooit`,
  sv: `och att det i en jag som ar inte pa for med den har till av om de ett man men sa var vi han nar du kan fran eller
    bara mig alla hon vad ska mycket min nu ju sig skulle blir detta hur under efter dig mot utan din mer denna dar varit
    finns aldrig alltid vara igen vill nagot nagon`,
  da: `og det at er en ikke jeg til i pa for med som der de har den af et vi kan var sa men han du skal ogsa om man mig
    hvad fra bare nar eller meget min vil nu sig hvor efter mere hvis blev blive bliver vaere noget nogen hun dig mod uden
    altid aldrig selv deres vores`,
  no: `og det er i ikke jeg a en som pa for med har til av at den de et vi men sa var kan du om han seg skal bare meg fra
    eller hva nar min vil na mye hvor etter mer hvis blir bli noe noen hun deg mot uten alltid aldri selv deres vart dette
    ogsa veldig`,
  pl: `nie to sie w na i z jest ze do o jak a co ale mnie za po tak mi od tego jestem bardzo juz tylko dla czy by ja moze
    przez przy bo ma ten byc kiedy sa gdzie jeszcze bylo nic moj moja wszystko teraz mam ich ktory ktora ktore zawsze
    nigdy dzisiaj dzis bez pod nad tym tej oraz jej jego`,
  cs: `se to je na v a i s ze jsem ale do jak za o co by tak pro uz jen z si po jsou mi byl jako nebo kdyz ten ktery
    ktera ktere mam bude neni ma jeste taky jsme kde proc tady vsechno dnes vzdy nikdy bez pred pri od ve ktere byt`,
  ro: `de si in sa nu la e a ce cu pe care din un o mai este ca pentru eu ma am sunt fi dar daca cum tot asta foarte doar
    era acum cand fost au ale lui unui unei fara despre unde sau iar imi meu mea astazi niciodata intotdeauna`,
  tr: `bir ve bu de da ne icin cok ben o mi ile gibi var ama daha en sen degil kadar olan her beni diye yok bana biz sonra
    ya ki mu iyi olarak kendi bile hic simdi bugun olsun oldu nasil neden zaman artik ise sadece hep onun olur sey`,
  id: `yang di dan ini itu aku tidak ada dengan untuk dari ya saya kamu ke bisa juga sama lagi kalau mau sudah akan aja
    apa kita orang karena jadi banget gak nya pada dalam lebih masih tapi belum hari seperti atau oleh bukan semua saat
    telah harus sangat tak udah dia mereka`,
  fi: `ja on ei se etta en mina oli niin kun mutta han jos nyt vain mita sen ovat olen myos kuin ole tai joka siita no sina
    viela hyvin mun olla kaikki jo sitten ollut minun aina koska tama taman miksi missa tanaan joita mika nain`,
  hu: `a az es nem hogy is egy van ez meg csak de ha mar nagyon mint volt azt el kell mi en te ki mert most lesz vagy ezt
    amit minden mindig soha itt ott olyan lehet nekem neked sem le fel utan majd ma vagyok ami aki`,
  vi: `la va cua co khong toi nay cho cac mot duoc voi nhung trong de nguoi da den khi nhu ra con lam thi cung roi ban
    minh anh em nhieu rat vay gi ngay hom tren tai bi vi lai chi nao dang nhu`,
  ru: `и в не на я что с это как а то но по у он все так мы за из мне же вы от бы ты еще уже для к о меня да было нет
    если только когда есть или был она они его ее их чтобы очень там тут где кто какои потом даже может просто без сеичас
    сегодня всегда себя про до этот эта эти тоже был была были быть том чем при`,
  uk: `і в не на я що з це як а та але по у він все так ми за із мені ж ви від би ти ще вже для до о мене було немає якщо
    тільки коли є або був вона вони ии іх щоб дуже там тут де хто потім навіть може просто без зараз сьогодні завжди себе
    про цеи ця ці також бути під час шо и`,
  bg: `и на да не се в за от е с че по си ще са ми ли като но това има до ме много само ги аз го му съм най така беше
    какво все ако няма когато или дори тук сега днес винаги`,
  ar: `في من على ما لا ان الى هذا كل هو يا الله مع عن لم كان هذه ولا انا بس اللي و أنا أن إلى التي الذي ذلك قد بعد قبل
    حتى عند هي هم نحن كانت يكون غير بين لكن او أو اي كيف لماذا اليوم دائما جدا فقط ايضا هناك كما إن إذا اذا ليس تم`,
  fa: `و در به از که این را با است برای ان یک خود تا کرد بر هم نیز ما من هر شد اما یا شما او اگر می همه چه بود هست
    نیست دارد باید فقط کنید کنم خیلی دیگر دیگه امروز چرا کجا ولی رو هستم بی پس تو شده کرده های ها`,
  ur: `کے کی میں ہے کا اور سے کو نے اس یہ ہیں پر کہ بھی نہیں جو ایک تو کر وہ ہو تھا آپ ہم کیا گیا لیے رہے رہا اپنے اب
    سب بہت آج کوئی کچھ`,
  he: `את לא של אני זה על עם כל הוא גם יש מה אז כי אבל היא אם רק או כמו אין היה לי לך שלי עוד איך יותר הם אנחנו מי ל
    הזה הזאת היום תמיד מאוד כבר שם פה זאת בין אחרי לפני בלי שלנו עכשיו למה איפה`,
  hi: `के है में की से और का को नहीं पर यह हैं भी ने कि एक तो जो ही कर हो था इस वह अब मैं हम आप क्या लिए गया रहा रहे
    सब बहुत आज कोई कुछ अपने वो मेरे`,
  el: `και το να του η της με που την απο για ειναι οτι στο στη στην σε θα τα των δεν τον οι μας μου αν τι εχει μια ενα
    σου πολυ οπως αλλα μονο οταν ηταν ολα σημερα παντα τωρα γιατι κι ο`,
};

export const commonWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(lists).map(([language, words]) => [language, new Set(words.split(/\s+/).map(foldText))]),
);
