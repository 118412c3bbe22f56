"""Words in and around names: particles, titles, degrees.

Data only; `names.spelling` says what they do. Words are folded as in `byline_words`.
"""

from newsbot.extraction.vocabulary.lists import words_of

# Lower-case parts of names.
PARTICLES = words_of("""
    van v. der den de la las los del della delle dello degli di da dos das do du des le von vom zu zum zur und
    ten ter te tot op 't ’t ‘t y e i bin ibn bint binti al el ul ur un ud as ad at ar af av ap abu ben bar bat san
    's ’s ‘s بن ابن آل بنت ولد ibni
    santa st. o' d' l' dal dalla dai wa ole mac ní nic uí
""")
# Particles that open a family name and are capitalised.
IRISH_PARTICLES = words_of("ní nic uí mac")
# Titles shown with a person's name.
HONORIFICS = words_of("""
    dr dr. prof prof. professor sir dame lord lady rev rev. fr. sr. mr mr. mrs mrs. ms ms. col. gen. capt. lt. maj. sgt.
    justice dipl.-ing. phd mag. drs. ir. ing. mudr. bc. mgr. mgr
    judr. phdr. rndr. mvdr. paeddr. thdr. ing. arch. doc. csc. bca. mga.
    med. med jur. jur phil. phil rer. nat. rer pol. habil. h.c. iur. oec. dr.-ing. dr.med. prof.dr.
    dipl.-psych. dipl.-kfm. dipl. dipl.-biol.
    priv.-doz. univ.-prof. ao. em. dkfm. mmag. mag.a dr.in
    lic. mtro. mtra. arq. dra. dra lcdo. lcda. mons. pbro. d. dña. dna. exmo. eng. engº enf. profa. profª
    dott. dott.ssa avv. prof.ssa on. sen. suor mons.
    mme mme. mlle maître pr. père
    rep. sen. gov. maj.-gen. lt.-col. lieut. cpl. cmdr. adm. brig. pvt. supt. insp. det. const. pres. hon. hon
    rabbi imam
    pastor  archbishop cardinal mx. mx pfc. amb. lt.-gen. brig.-gen.
    drs mr.drs. ds. ir bc.drs. em.prof. bacc. jhr. jkvr.
    hab. inż. lek. ks. abp. bp. gen. płk. mjr. kpt. red.
    doç. yrd. öğr. üyesi av. uzm. op. gör. arş. dyt. psk.
    к.м.н. д.м.н. акад. доц. канд. проф. свящ. прот. о.
    проф. акад. о.
    الدكتور الدكتورة دكتور دكتورة أ.د. أ. م. المهندس الأستاذ اللواء العميد
    ڈاکٹر مفتی حافظ علامہ بیگم قاضی جسٹس میجر کرنل جنرل بریگیڈیئر
    دکتر مهندس حجت‌الاسلام آیت‌الله
    डॉ डा. डॉक्टर प्रो. प्रो श्री श्रीमती पं. पंडित आचार्य
    h. hj. kh. kh ustaz ustadz dr.h. prof.dr. ir. drg. dra. tgk.
    judr. доктор проф. डॉ. ڈاکٹر پروفیسر مولانا دکتر الدكتور د.
""")
# Degrees and suffixes after a name and its comma.
DEGREES = words_of("""
    phd ph.d ph.d. md m.d m.d. mba ma m.a. ba b.a. msc m.sc. bsc b.sc. rn jd j.d. esq esq. llm ll.m. dds dvm
    cfa cpa mph rd edd ed.d dphil d.phil dnp bsn msn rnc np pa-c mfa m.f.a mpa mpp msw lcsw lmft psyd psy.d
    pharmd mpharm frcp
    frcs obe mbe cbe obe kc qc mp msp mep cissp pmp cfp ea rdn ldn facp facs facc faap facog faan do dc od cnm fnp aprn
    csc dsc drsc mgr prof mba bba bcom mcom llb ll.b dr m.sc b.tech m.tech mbbs ms m.ed b.ed s.pd m.pd s.h m.h s.sos
    s.kom s.ip m.si m.ag s.ag s.e m.m s.t m.t s.i.kom m.i.kom s.hum lc m.a sp sp.og sp.pd sp.a amd a.md se sh st mm
    m.sc.(econ) ret retired
""")
# Degrees recognised without a comma before them, since no name ends in one.
PLAIN_DEGREES = words_of("""
    m.a m.a. b.a b.a. ma. mp mep msp phd ph.d ph.d. md m.d m.d. mph mba msc m.sc. dds dvm jd j.d. esq
    esq. lcsw rdn pharmd frs fba frse frcp frcs
""")
# Degrees recognised without a comma only after another degree.
LATER_DEGREES = PLAIN_DEGREES | words_of(
    "rn bsn msn mpp ma m.a ba b.a bsc msc ms cpa cfa facs facp faan frcp obe mbe cbe"
)
NAME_SUFFIXES = words_of("jr jr. sr sr. ii iii iv")
