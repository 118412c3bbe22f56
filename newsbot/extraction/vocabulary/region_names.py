"""Regions, states and provinces, and the words that towns begin or end with, per language.

Data only, folded: `byline.sources` has towns and countries. One-word regions that are also personal
names ("Georgia", "Devon") are left out.
"""

import re

from newsbot.extraction.vocabulary.lists import phrases, words_of

REGIONS = frozenset(
    phrases("""
        baden-württemberg|bayern|brandenburg|hessen|mecklenburg-vorpommern|niedersachsen|nordrhein-westfalen
        |rheinland-pfalz|saarland|sachsen|sachsen-anhalt|schleswig-holstein|thüringen|oberösterreich
        |niederösterreich|steiermark|tirol|vorarlberg|burgenland|kärnten|oberbayern|niederbayern|oberpfalz
        |oberfranken|mittelfranken|unterfranken|ruhrgebiet|rhein-neckar|rhein neckar|rhein-main|rhein main|aargau
        |graubünden|thurgau|wallis|romandie|franken|ostfriesland|bretagne|normandie|occitanie|alsace|lorraine
        |grand est|hauts-de-france|île-de-france|ile-de-france|nouvelle-aquitaine|pays de la loire
        |auvergne-rhône-alpes|bourgogne|bourgogne-franche-comté|centre-val de loire|corse|picardie|provence
        |loire-atlantique|loire atlantique|finistère|morbihan|ille-et-vilaine|côtes-d'armor|gironde|dordogne
        |haute-garonne|bouches-du-rhône|alpes-maritimes|seine-saint-denis|seine-maritime|seine-et-marne
        |hauts-de-seine|val-de-marne|haute-savoie|bas-rhin|haut-rhin|pas-de-calais|wallonie|flandre|québec|abitibi
        |gaspésie|montérégie|andalucía|cataluña|comunidad valenciana|comunidad de madrid|país vasco|galicia
        |castilla y león|castilla la mancha|castilla-la mancha|canarias|islas canarias|baleares|islas baleares
        |extremadura|asturias|cantabria|navarra|la rioja|región de murcia|aragón|gran canaria|tenerife|bizkaia
        |gipuzkoa|nuevo león|jalisco|baja california|quintana roo|san luis potosí|veracruz|yucatán|michoacán|oaxaca
        |puebla|entre ríos|santa fe|tierra del fuego|antioquia|valle del cauca|cundinamarca|santander|la libertad
        |arequipa|cusco|lombardia|veneto|piemonte|toscana|puglia|sicilia|sardegna|calabria|campania|lazio|liguria
        |marche|umbria|abruzzo|molise|basilicata|emilia-romagna|emilia romagna|friuli-venezia giulia
        |friuli venezia giulia|trentino-alto adige|trentino alto adige|valle d'aosta|reggio emilia|reggio calabria
        |alto adige|monza brianza|minas gerais|rio grande do sul|rio grande do norte|santa catarina|paraná|goiás
        |mato grosso|mato grosso do sul|bahia|pernambuco|ceará|maranhão|espírito santo|distrito federal|amazonas
        |rondônia|alentejo|algarve|trás-os-montes|noord-holland|zuid-holland|noord-brabant|gelderland|overijssel
        |flevoland|drenthe|friesland|fryslân|zeeland|west-vlaanderen|oost-vlaanderen|vlaams-brabant|mazowsze
        |mazowieckie|małopolska|małopolskie|wielkopolska|wielkopolskie|śląsk|śląskie|dolny śląsk|dolnośląskie
        |podkarpacie|podkarpackie|podlasie|podlaskie|pomorze|pomorskie|lubelskie|lubuskie|łódzkie|opolskie
        |świętokrzyskie|warmia i mazury|zachodniopomorskie|kujawsko-pomorskie|jižní čechy|jižní morava
        |moravskoslezský kraj|vysočina|västra götaland|stockholms län|skåne|norrbotten|västerbotten|dalarna|värmland
        |småland|östergötland|södermanland|hallands län|jämtland|gotland|vestland|rogaland|trøndelag|nordland|agder
        |innlandet|nordjylland|midtjylland|syddanmark|jawa timur|jawa barat|jawa tengah|sumatera utara
        |sumatera barat|sumatera selatan|kalimantan timur|kalimantan barat|kalimantan selatan|sulawesi selatan
        |sulawesi utara|nusa tenggara timur|nusa tenggara barat|dki jakarta|bali|banten|aceh|riau|ege bölgesi
        |marmara bölgesi|iç anadolu|doğu anadolu|güneydoğu anadolu|karadeniz bölgesi|akdeniz bölgesi|uttar pradesh
        |madhya pradesh|andhra pradesh|arunachal pradesh|himachal pradesh|west bengal|tamil nadu|jammu and kashmir
        |punjab|haryana|rajasthan|gujarat|maharashtra|karnataka|telangana|kerala|odisha|jharkhand|chhattisgarh
        |uttarakhand|assam|khyber pakhtunkhwa|sindh|balochistan|gilgit-baltistan|azad kashmir|उत्तर प्रदेश
        |मध्य प्रदेश|हिमाचल प्रदेश|आंध्र प्रदेश|पश्चिम बंगाल|बिहार|महाराष्ट्र|राजस्थान|हरियाणा|पंजाब|झारखंड
        |छत्तीसगढ़|उत्तराखंड|خیبر پختونخوا|سندھ|بلوچستان|پنجاب|گلگت بلتستان|آزاد کشمیر|دار البيضاء|الدار البيضاء
        |الضفة الغربية|قطاع غزة|شرم الشيخ|нижний новгород|великий новгород|ростов-на-дону|московская область
        |ленинградская область|краснодарский край|пермский край|алтайский край|красноярский край|хабаровский край
        |приморский край|ставропольский край|άγιος νικόλαος|δυτική ελλάδα|στερεά ελλάδα|κεντρική μακεδονία
        |νότιο αιγαίο|βόρειο αιγαίο|ιόνια νησιά|hải phòng|đà nẵng|hà nội|cần thơ|thừa thiên huế|quảng ninh|quảng nam
        |bình dương|đồng nai|new south wales|western australia|south australia|northern territory|british columbia
        |new brunswick|nova scotia|prince edward island|northern ireland|north yorkshire|south yorkshire
        |west yorkshire|west midlands|east midlands|greater manchester|isle of wight|isle of man|east anglia
        |north carolina|south carolina|north dakota|south dakota|new hampshire|new jersey|new mexico|rhode island
        |west virginia|northern cape|eastern cape|western cape|kwazulu-natal|free state|west coast|east coast
        |gulf coast|bay area|north county|south bay|west country|plymouth
    """)
)
# "Saint Nazaire", "Puerto de Vigo": words that open the names of towns and far less often those of people.
OPENINGS = words_of("""
    saint sainte st st. ste santa san santo sant são sankt rio río puerto porto port fort bad mount lake cape
    ciudad cidade kuala costa castilla villa castel monte nova nueva nuevo nouvelle kota kabupaten kreis landkreis
    stadt gemeinde нижний верхний великий старый новый άγιος αγία άγιοι νέα
""")
# 神奈川県, 四川省: endings that no name has. 府 and 市 also end family names, after which a given name must follow.
CJK_REGION = re.compile(
    r"[\u3400-\u9fff]{1,3}(?:[県縣省]|自治区|自治區|特别市)\Z|[가-힣]{2,3}(?:특별시|광역시|특별자치도)\Z"
)
_MAX_OPENED = 3


def names_region(name: str) -> bool:
    """Whether a name is that of a region, or begins like that of a town."""
    words = name.casefold().split()
    if name.casefold() in REGIONS or CJK_REGION.match(name):
        return True
    return 1 < len(words) <= _MAX_OPENED and words[0] in OPENINGS
