"""Pages that are not articles say so in many languages: missing pages, consent, login, service pages."""

import pytest
from kind_pages import page, read

NOT_FOUND = {
    "French": ("Page introuvable", "Désolé, la page que vous cherchez a été déplacée ou n'existe plus sur ce site."),
    "Spanish": ("Página no encontrada", "La página que busca se ha movido o ya no existe en este sitio web nuestro."),
    "Russian": (
        "Страница не найдена",
        "Возможно, она была удалена или перемещена, попробуйте воспользоваться поиском.",
    ),
    "Polish": (
        "Nie znaleziono strony",
        "Strona, której szukasz, została przeniesiona lub już nie istnieje w serwisie.",
    ),
    "Japanese": (
        "ページが見つかりません",
        "お探しのページは移動または削除された可能性があります。トップページからお探しください。",
    ),
    "Chinese": ("找不到页面", "您要查找的页面可能已被删除、更改名称或暂时不可用。请返回首页或使用搜索功能。"),
    "two words": ("Not found", "The page that you were looking for may have been moved, or it was removed for good."),
    "a number": ("404", "The page that you were looking for may have been moved, or it was removed from the site."),
}
CONSENT = {
    "English": ("Before you continue", "We and our partners store and read data on your device, and use it for ads."),
    "Dutch": (
        "Wij respecteren je privacy",
        "Met jouw toestemming slaan wij en onze partners gegevens op je apparaat op.",
    ),
    "German": (
        "Datenschutzeinstellungen",
        "Wir und unsere Partner speichern Daten auf Ihrem Gerät und werten sie aus.",
    ),
    "Italian": (
        "Rispettiamo la tua privacy",
        "Noi e i nostri partner archiviamo dati sul tuo dispositivo per annunci.",
    ),
    "a robot check": (
        "Just a moment...",
        "We are checking that your connection is secure before you may go to the site.",
    ),
}
LOGIN = {
    "German": ("Anmelden", "Bitte melden Sie sich mit Ihrem Konto an, um alle Artikel der Zeitung zu lesen."),
    "Spanish": ("Iniciar sesión", "Introduzca su correo y su contraseña para leer todos los artículos del diario."),
    "Turkish": ("Giriş yap", "Gazetenin tüm haberlerini okumak için lütfen kullanıcı adınızı ve şifrenizi girin."),
}
SERVICE = {
    "German": (
        "/ueber-uns",
        "Über uns",
        "Seit vielen Jahren berichten wir aus der Region, für die Region und ihre Leute.",
    ),
    "French": (
        "/qui-sommes-nous",
        "Qui sommes-nous",
        "Depuis de longues années nous racontons la vie de la vallée entière.",
    ),
    "Russian": ("/o-nas", "О нас", "Мы рассказываем о жизни долины уже много лет, каждый день и для всех жителей."),
    "contact": ("/contact", "Contact us", "Write to us or call us on any day of the week; we answer within two days."),
    "privacy": (
        "/privacy-policy",
        "Privacy Policy",
        "We store what is needed to show you the pages of this site, no more.",
    ),
}


@pytest.mark.parametrize(
    ("reason", "title", "text"),
    [("not_found", *texts) for texts in NOT_FOUND.values()] + [("consent", *texts) for texts in CONSENT.values()],
)
def test_missing_pages_and_consent_walls_are_known_in_any_language(reason, title, text):
    report = read(page(f"<h1>{title}</h1><p>{text}</p>", title=f"{title} | Example Times"))
    assert (report.article, report.reason) == (None, reason)


@pytest.mark.parametrize("name", LOGIN)
def test_login_pages_are_known_in_any_language(name):
    title, text = LOGIN[name]
    report = read(page(f"<main><h1>{title}</h1><p>{text}</p><form><input type=password></form></main>", title=title))
    assert (report.article, report.reason) == (None, "login")


@pytest.mark.parametrize("name", SERVICE)
def test_pages_of_service_are_no_articles(name):
    path, title, text = SERVICE[name]
    report = read(page(f"<h1>{title}</h1><p>{text}</p>", title=title), "https://example.com" + path)
    assert report.article is None
    assert report.reason in {"no_text", "not_article"}
