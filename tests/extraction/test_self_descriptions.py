"""What an organisation says about itself below its news is not part of the text."""

import pytest
from visible_pages import URL, page

from newsbot import extract

LAST = "in the valley that night."


@pytest.mark.parametrize(
    "below",
    [
        "<p><strong>About the Harbour Institute</strong></p><p>The Harbour Institute studies piers.</p>",
        "<h3>About Harbour Labs:</h3><p>Harbour Labs has 40 offices.</p><p>It sells cranes.</p>",
        "<p><b>Über die Hafen AG</b></p><p>Die Hafen AG ist ein Unternehmen mit Sitz an der Küste.</p>",
        "<p>Rückfragen bitte an:</p><p>Hafenamt, Pressestelle, Telefon: 05723 955-440</p>",
        "<p>Pressekontakte:</p><p>Hafenamt: amt@hafen.example</p><p>Wasserwehr: 05723 / 955-440</p>",
        "<h3>Press contacts</h3><p>Ada Moran, Harbour Institute</p><p>+1 555 0100 200, ada@harbour.example</p>",
        "<p>Contact presse</p><p>Ada Moran, 01 55 50 10 00</p>",
        "<p>Verband der Häfen, Pressestelle, Kaistr. 17, Telefon: (0341) 696290, Fax: (0341) 6892826</p>",
        "<p>Harbour Institute, pressoffice@harbour.example, tel. 0341 696290</p>",
        "<p>###</p>",
        "<p>* * *</p>",
    ],
)
def test_it_is_taken_out(below):
    assert extract(page(after=below), URL).articleBody.endswith(LAST)


@pytest.mark.parametrize(
    "below",
    [
        "<h3>About the bridge</h3><p>Nobody knows when trains will run again, the mayor told reporters on Monday.</p>",
        "<h3>About the bridge</h3><p>The bridge was built in 1931 and carries six trains an hour, says its owner.</p>",
        "<p>Press office or not, nobody knew:</p><p>The mayor, who was called at 0341 696290, did not answer.</p>",
        "<p>Media contacts</p><p>They were all on the train, and none of them has called since Monday.</p>",
        "<p>Tickets are sold at the quay.</p><p>Who saw the train may call, Telephone 0341 696290</p>",
        "<p>They were led away by hand.</p><p>Hilfe bei Depressionen: Telefonseelsorge, Tel. 0800 111 0 111</p>",
        "<p>They were led away by hand.</p><p>Help for gamers: Suchtberatung für Mediensucht, Tel. 0800 111 0 111</p>",
        "<p>___</p><p>Nobody knows when trains will run again, the mayor told reporters on Monday morning.</p>",
    ],
)
def test_what_only_looks_like_it_stays(below):
    assert extract(page(after=below), URL).articleBody.count("\n\n") == 5


def test_who_answers_the_press_wrote_nothing():
    below = "<p>Media contact: Jane Doe, +1 555 0100, press@harbour.example</p>"
    article = extract(page(after=below), URL)
    assert (article.authors, "Jane Doe" in article.articleBody) == ([], False)


def test_an_organisation_that_the_page_tells_about_wrote_nothing():
    below = "<p><b>About the Harbour Institute</b></p><p>The Harbour Institute is a society founded in 1988.</p>"
    assert extract(page(after=below), URL).authors == []
