"""Authors from lines at the headline and at the end of the text that only their words mark."""

import pytest
from visible_pages import TITLE, URL, authors, page

from newsbot import extract


@pytest.mark.parametrize(
    ("line", "found"),
    [
        # Elements that only the site's style keeps apart.
        ("<div><span>Jane Doe</span><span>Data editor</span></div>", ["Jane Doe"]),
        ("<div class=author><span>By Jane Doe</span><span>Lahore</span></div>", ["Jane Doe"]),
        ("<p class=byline><b class=author>By Jane Doe</b> <b>New Delhi</b> 3 November 2026</p>", ["Jane Doe"]),
        # A name that no list knows, with its job or a date beside it.
        ("<p>Thandeka Qhobela, contributor</p>", ["Thandeka Qhobela"]),
        ("<p>Published: 3 November 2026 11:20 - Thandeka Qhobela</p>", ["Thandeka Qhobela"]),
        # One likely name of a line of nothing but names speaks for the others.
        ("<p>Thandeka Qhobela e Joaquim dos Reis</p>", ["Thandeka Qhobela", "Joaquim dos Reis"]),
        ("<p>JANE DOE<br>THANDEKA QHOBELA</p>", ["Jane Doe", "Thandeka Qhobela"]),
        ("<p>JANE DOE Special to the Sentinel</p>", ["Jane Doe"]),
        # Who updated or photographed did not write.
        (
            "<p class=byline>Thandeka Qhobela</p><p>Updated by Jane Doe on 4 November 2026</p>",
            ["Thandeka Qhobela"],
        ),
        ("<p class=byline>By Jane Doe</p><p>di 3 november 2026 om 09:15</p>", ["Jane Doe"]),
        # An agency or a desk on a line of its own.
        ("<p>ANP</p>", ["ANP"]),
        ("<p>Redacción 03/11/2026 09:15</p>", ["Redacción"]),
        # Regions and buttons have the form of names, too.
        ("<p>Santa Catarina</p>", []),
        ("<p>Saint Nazaire</p><p>3 November 2026</p>", []),
        ("<p>Castilla La Mancha</p>", []),
        ("<p class=byline>By Santa Rossi</p>", ["Santa Rossi"]),
        ("<p>Takip Et</p>", []),
        # Towns stand beside and below names.
        ("<p>JANE DOE<br>CEDAR RAPIDS</p>", ["Jane Doe"]),
        ("<p>JANE DOE<br>DES MOINES, Iowa</p>", ["Jane Doe"]),
        ("<p>Jane Doe, Cedar Rapids</p>", ["Jane Doe"]),
        ("<p>سارة أحمد</p><p>القاهرة الجديدة</p>", ["سارة أحمد"]),
        ("<p><span>María López</span><span>Ciudad Juárez</span></p>", ["María López"]),
        # What an author's element holds may be a part of the name.
        ("<p class=byline>By <span class=author>Jane Doe</span> Smith</p>", ["Jane Doe Smith"]),
        ("<p class=byline>By <span class=author>Jane</span> Doe</p>", ["Jane Doe"]),
        ("<p class=byline>By <span class=author>Jane Doe</span> Jr.</p>", ["Jane Doe Jr."]),
        # Whose a picture is.
        ("<div><img src=/a.jpg></div><p>AP</p>", []),
        ("<div><img src=/a.jpg></div><p>Reuters</p>", []),
        # A columnist's card, an agency before the date, brackets with codes.
        ("<div><b>Thandeka Qhobela</b><span>tq@example.org</span></div>", ["Thandeka Qhobela"]),
        ("<div><span>Folhapress</span><span>3.nov.2026 às 12h00</span></div>", ["Folhapress"]),
        (
            "<div>Redazione Cronaca | Martedì 3 Novembre 2026, 10:32 - Ultimo aggiornamento: 17:05</div>",
            ["Redazione Cronaca"],
        ),
        ("<p>The bridge and its town, writes Thandeka Qhobela</p>", ["Thandeka Qhobela"]),
        ("<p>The road is shut until Monday, writes Harbour Weekly</p>", []),
        ("<p>Z burmistrzem rozmawia Ewa Kowalska</p><p>3 listopada 2026</p>", ["Ewa Kowalska"]),
        ("<p>د. نجلاء السباعي</p><p>كاتبة وأكاديمية</p><p>3 نوفمبر، 2026</p>", ["د. نجلاء السباعي"]),
        ("<p>Dorothy Langford, with Will Ostrow</p>", ["Dorothy Langford", "Will Ostrow"]),
        ("<div><span>Foto: Kiss Áron</span><span>Szerző: Tóth Virág</span></div>", ["Tóth Virág"]),
        ("<div><span>Hubert Olszak</span><span>felietonista</span></div>", ["Hubert Olszak"]),
        ("<p>Prof. Dr. Leman Oral yazdı</p>", ["Prof. Dr. Leman Oral"]),
        ("<p>✍️ Jane Doe</p><p>3 November 2026</p>", ["Jane Doe"]),
        ("<div><span>redakce</span><span>dnes 9:12</span></div>", ["redakce"]),
        ("<p>江岸日报记者 伊斯明 实习生 潘岚 摄影 鲁平</p><p>2026.11.03 17:00</p>", ["伊斯明", "潘岚"]),
        (
            "<div><span>ليلى حداد</span><span>نشر في: 16 يونيو 2026: 09:30 ص</span>"
            "<span>آخر تحديث: 17 يونيو 2026: 11:02 ص</span></div>",
            ["ليلى حداد"],
        ),
        ("<div><span>लेखक: रोहित दुबे</span><span>Published at: 16 Jun 2026 09:30 AM</span></div>", ["रोहित दुबे"]),
        ("<div><span>خبرنگار: مریم کاظمی</span><span>سه\u200cشنبه ۲۶ خرداد ۱۴۰۵ - ۰۹:۳۰</span></div>", ["مریم کاظمی"]),
        ("<div class=hero__meta><span>3 Νοεμβρίου 2026</span> <span>Της Λένας Παππά</span></div>", ["Λένα Παππά"]),
        ("<p>mk/PAP</p><p>3 listopada 2026</p>", ["mk"]),
        ("<p>U.S.</p><p>November 3, 2026</p>", []),
        ("<p>F.M.</p>", []),
        # Labels that say something else of a name, and those that some language has for who wrote.
        ("<p>Case officer: Heather Moss</p><p>Published 3 November 2026</p>", []),
        ("<p>Magistrates: Ruth Ayling (chair), Paul Venn, Simon Tate</p>", []),
        ("<p>Osoba do kontaktu: Irena Wójtowicz</p>", []),
        ("<p>Officer in charge: Heather Moss</p>", []),
        ("<p>Proposer: Heather Moss</p>", []),
        ("<p>Einsatzleiter: Holger Maas</p><p>3. November 2026</p>", []),
        ("<p>Gästkrönikör: Alva Sjöström</p><p>3 november 2026</p>", ["Alva Sjöström"]),
        ("<p>Haastattelija: Venla Korpi</p><p>3.11.2026</p>", ["Venla Korpi"]),
        ("<p>Kritik: Sonja Habermann</p><p>15. November 2026</p>", ["Sonja Habermann"]),
        ("<p>Semnează: Horia Vlădescu</p><p>3 noiembrie 2026</p>", ["Horia Vlădescu"]),
        ("<p>Verfasserin: Sonja Habermann</p><p>15. November 2026</p>", ["Sonja Habermann"]),
        ("<p>Leserbrief: Sonja Habermann</p><p>15. November 2026</p>", ["Sonja Habermann"]),
        ("<p>Enviada especial: Marta Ruiz</p><p>3 de noviembre de 2026</p>", ["Marta Ruiz"]),
        ("<p>Toimittaja: Venla Korpi</p><p>3.11.2026</p>", ["Venla Korpi"]),
        ("<p>Felieton: Ewa Kowalska</p><p>3 listopada 2026</p>", ["Ewa Kowalska"]),
        ("<p>Újságíró: Kiss Áron</p><p>2026. november 3.</p>", ["Kiss Áron"]),
        ("<p>Мнение: Мария Белова</p><p>3 ноября 2026</p>", ["Мария Белова"]),
        ("<p>Επιμέλεια: Μαρία Δούκα</p><p>3 Νοεμβρίου 2026</p>", ["Μαρία Δούκα"]),
        ("<p>صحفية: ليان الخطيب</p><p>3 نوفمبر 2026</p>", ["ليان الخطيب"]),
        ("<p>Phóng viên: Nguyễn Lan</p><p>3/11/2026</p>", ["Nguyễn Lan"]),
        ("<p>Letter from Ashby: Jane Doe</p>", ["Jane Doe"]),
        # Who edited has a line beside the author's.
        ("<p>Penulis: Wulan Sari</p><p>Editor: Hendra Kusuma</p>", ["Wulan Sari", "Hendra Kusuma"]),
        # An editor may write, too.
        ("<p>By Ali Raza, reporter and Jane Doe, editor</p>", ["Ali Raza", "Jane Doe"]),
        ("<p class=byline>By Ali Raza</p><p class=byline>By Jane Doe, editor</p>", ["Ali Raza", "Jane Doe"]),
    ],
)
def test_the_line_at_the_headline_says_who_wrote(line, found):
    assert authors(page(before=line)) == found


def test_a_desk_beside_a_date_in_bengali_figures_signs():
    text = "<p>নদীর ওপর নতুন পদচারী সেতু নির্মাণের প্রস্তাব মঙ্গলবার অনুমোদন করেছে নগর পরিষদ, সভা শেষে পৌরসভা জানিয়েছে।</p>"
    line = "<p>নিজস্ব প্রতিবেদক</p><p>১৬ জুন ২০২৬, মঙ্গলবার</p>"
    html = f"<html lang=bn><title>নদীর ওপর সেতু</title><div><h1>নদীর ওপর সেতু</h1><div>{line}</div>{text * 4}</div>"
    assert authors(html) == ["নিজস্ব প্রতিবেদক"]


@pytest.mark.parametrize(
    ("end", "found"),
    [
        ("<p>Thandeka Qhobela</p>", ["Thandeka Qhobela"]),
        ("<p>Thandeka Qhobela can be reached at tq@example.org or 555-0132.</p>", ["Thandeka Qhobela"]),
        ("<p>Thandeka Qhobela writes for the Courier about ports and shipping.</p>", ["Thandeka Qhobela"]),
        (
            "<footer>Posted in <a href=/c/news>News</a> by <a href=/author/tq>Thandeka Qhobela</a></footer>",
            ["Thandeka Qhobela"],
        ),
        ("<p>Crisis Text Line can be reached at 741741.</p>", []),
        ("<p>Red Cross can be contacted at help@redcross.example.</p>", []),
        ("<p>Detective Thandeka Qhobela can be reached at 555-0132.</p>", []),
        ("<p>Jane Doe can be reached at 555-0132.</p>", ["Jane Doe"]),
        ("<p>— Thandeka Qhobela is a freelance writer based in Ashby.</p>", ["Thandeka Qhobela"]),
        ("<p><b>Thandeka Qhobela</b></p>", ["Thandeka Qhobela"]),
        ("<p><i>Thandeka Qhobela teaches economics at Ashby University.</i></p>", ["Thandeka Qhobela"]),
        (
            "<p>Autorinnen: Thandeka Qhobela, Lineo Thamae</p><p>Redaktion: Ben Raabe</p>",
            ["Thandeka Qhobela", "Lineo Thamae"],
        ),
        ("<p>Liputan: Laras Wening dan Bagus Adi. Ilustrasi: Rani.</p>", ["Laras Wening", "Bagus Adi"]),
        ("<p><b>Thandeka Qhobela</b>, a pensioner in Ashby</p>", ["Thandeka Qhobela"]),
        ("<p><b>Ashby United</b> 2, Derby 1</p>", []),
        ("<p>Apply to: Jane Doe, HR Manager</p>", []),
        ("<p>Ufficio stampa: Jane Doe, cell. 333 0000000</p>", []),
        ("<article><a href=/1><h3>Nuevo comedor escolar</h3></a><p>Por Pedro Avilés</p></article>", []),
        ("<div><h3>More</h3><p><a href=/1>City win at home again today</a></p><p>By Jane Doe</p></div>", []),
    ],
)
def test_the_end_of_the_page_says_who_wrote(end, found):
    assert authors(page(after=end)) == found


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("<p>(hs/dpa)</p>", ["dpa"]),
        ("<p>(red, čtk)</p>", ["čtk"]),
        ("<p>kw, PAP</p><p>3 listopada 2026</p>", ["PAP"]),
        ("<p>ANP Sport / 03-11-2026 22:10</p>", ["ANP Sport"]),
        ("<p>Fuente: Ministerio de Salud | Fecha: 03-11-2026</p>", ["Ministerio de Salud"]),
        ("<p>Redakcja | 3 listopada 2026 | Źródło: TVN24</p>", ["TVN24"]),
        ("<p>By Jane Doe | Source: Valley Gazette</p>", ["Valley Gazette"]),
    ],
)
def test_brackets_and_labels_at_the_headline_name_the_source(line, sources):
    assert [source.name for source in extract(page(before=line), URL).sourceOrganization] == sources


def test_who_edited_has_that_role():
    article = extract(page(before="<p>Penulis: Wulan Sari</p><p>Editor: Hendra Kusuma</p>"), URL)
    assert [(author.name, author.role) for author in article.authors] == [
        ("Wulan Sari", None),
        ("Hendra Kusuma", "editor"),
    ]


def test_a_link_home_above_the_headline_is_the_site():
    html = page(before="<p>3 November 2026</p>").replace("<h1>", "<div><a href=/>De Maasbode</a></div><h1>", 1)
    assert authors(html) == []
    assert authors(html.replace("De Maasbode", "Jane Doe")) == ["Jane Doe"]


def test_the_site_in_json_ld_is_none_beside_a_person_whom_a_line_names():
    names = ("Valley News", "Jane Doe")
    people = ",".join(f'{{"@type":"Person","name":"{name}"}}' for name in names)
    node = f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{TITLE}","author":[{people}]}}'
    head = f'<meta property=og:site_name content="Valley News"><script type=application/ld+json>{node}</script>'
    article = extract(f"<head>{head}</head>{page(before='<p>Words and photographs by Jane Doe</p>')}", URL)
    assert [author.name for author in article.authors] == ["Jane Doe"]
