"""What is no report is set aside, with the reason; what only looks like it is read."""

from __future__ import annotations

import pytest

from .invented import HEADS, MENU, STORY, TEASER, ld, links, paragraphs, plain, read, site, teasers

WEB = '<meta property="og:type" content="website">'
NEWS = (
    '<meta property="og:type" content="article"><meta property="article:published_time" content="2026-07-06T10:00:00Z">'
)
FLASH = (
    "SKARVIK (XNA) — The north pier was shut on Monday after cracks were found in its piles, the harbour board said."
)
ALERT = "The north pier in Skarvik was shut on Monday after cracks were found in its piles, the harbour board said."

# name → page, words of the reason
ASIDE: dict[str, tuple[str, str]] = {
    "home, cards": (site(f"<main>{teasers()}</main>", WEB, "The Skarvik Post - News from the coast"), "a list of reports"),
    "home, blocks": (site(f"<main><h1>The Skarvik Post</h1>{teasers(style='block')}</main>", WEB + '<link rel="canonical" href="https://skarvik.example/">'), "a list of reports"),
    "home, headlines only": (site(f"<div id=content>{links()}{links(HEADS[::-1])}</div>", WEB + '<link rel="canonical" href="https://skarvik.example/">', "Home | The Skarvik Post"), "a list of reports"),
    "tag page": (site(f"<h1>Tag: harbour</h1>{teasers()}", WEB, "harbour Archives - The Skarvik Post"), "a list of reports (“tag:”)"),
    "section page": (site(f"<h1>Coast</h1>{teasers()}", WEB + ld('{"@type": "CollectionPage", "name": "Coast"}'), "Coast | The Skarvik Post"), "a list of reports"),
    "author page": (site(f"<h1>Articles by Ida Lund</h1><p>Ida Lund writes on the coast and its people for the Post since 2009.</p>{teasers()}", ld('{"@type": "ProfilePage"}'), "Ida Lund | The Skarvik Post"), "a list of reports"),
    "search page": (site(f"<h1>Search results for: pier</h1><p>34 results found</p>{teasers(style='more')}", '<link rel="canonical" href="https://skarvik.example/search?q=pier">'), "a list of reports (“search results for”)"),
    "blog, excerpts": (site(f"<main><h1>Category: Coast</h1>{teasers(style='more')}</main>", WEB, "Coast Archives"), "a list of reports"),
    "archive, German": (site(f"<h1>Schlagwort: Hafen</h1>{teasers(text='Die Entscheidung fiel nach Monaten, und nicht alle in der Stadt sind damit zufrieden.')}", WEB, "Hafen Archiv", "de"), "a list of reports"),
    "etiket, Turkish": (site(f"<h1>Etiket: liman</h1>{teasers(text='Karar aylar süren görüşmelerin ardından alındı ve kasabada herkes memnun değil.')}", WEB, "liman haberleri - Son Dakika", "tr"), "a list of reports"),
    "404, page": (site("<main><h1>Page not found</h1><p>The page you are looking for may have been moved or deleted. Try searching for it.</p></main>", title="Page not found | The Skarvik Post"), "an error page: “page not found”"),
    "404, popular reports below": (site(f"<h1>Oops!</h1><p>We can't find the page you were looking for.</p><h2>Most read</h2>{teasers()}", title="404 - The Skarvik Post"), "an error page: “404”"),
    "410, server": ("<html><head><title>410 Gone</title></head><body><h1>Gone</h1><p>The requested resource is no longer available on this server and there is no forwarding address.</p><hr>web/1.2</body></html>", "an error page"),
    "503, server": ("<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>web</center></body></html>", "an error page"),
    "403": ("<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>You don't have permission to access \"http://skarvik.example/pier\" on this server.<p>Reference #18.2f</p></body></html>", "an error page"),
    "404, German": (site("<h1>Seite nicht gefunden</h1><p>Die gesuchte Seite existiert nicht oder wurde verschoben. Zur Startseite</p>", title="Seite nicht gefunden - Skarvik Post", lang="de"), "an error page"),
    "404, Spanish": (site("<h1>Página no encontrada</h1><p>La página que buscas no existe o ha sido eliminada.</p>", title="Error 404", lang="es"), "an error page"),
    "404, French": (site("<h1>Page introuvable</h1><p>La page que vous recherchez n'existe plus ou a été déplacée.</p>", title="Erreur 404", lang="fr"), "an error page"),
    "404, Turkish": (site("<h1>Sayfa bulunamadı</h1><p>Aradığınız sayfa kaldırılmış olabilir.</p>", title="404 - Sayfa bulunamadı", lang="tr"), "an error page"),
    "404, text": (plain("404 Not Found", "web/1.18.0"), "an error page"),
    "404, scrape with menu": (plain(*MENU, "Page not found", "Sorry, the page you requested could not be found. It may have been moved.", "Go to homepage", "Privacy policy"), "an error page"),
    "bot check": ("<html><head><title>Just a moment...</title></head><body><h1>skarvik.example</h1><h2>Checking your browser before accessing skarvik.example.</h2><p>This process is automatic. Your browser will redirect to your requested content shortly.</p><p>Ray ID: 7f2a</p></body></html>", "a bot check"),
    "bot check, human": ("<html><head><title>skarvik.example</title></head><body><h1>Are you a robot?</h1><p>Please make sure your browser supports JavaScript and cookies and that you are not blocking them from loading.</p><p>Block reference ID: 11</p></body></html>", "a bot check"),
    "bot check, text": (plain("Access to this page has been denied", "We believe you are using automation tools to browse the website.", "Please make sure that JavaScript and cookies are enabled on your browser and that you are not blocking them from loading.", "Reference ID: 77a"), "a bot check"),
    "consent": ("<html lang=en><head><title>Before you continue</title></head><body><h1>We value your privacy</h1><p>We and our partners use cookies and similar technologies to show you personalised ads and content.</p><p>You can withdraw your consent or change your settings at any time in our privacy policy.</p><button>Accept all</button><button>Reject all</button><button>Manage options</button></body></html>", "a consent page"),
    "consent, German": ("<html lang=de><head><title>Skarvik Post</title></head><body><h2>Wir brauchen Ihre Zustimmung</h2><p>Wir verwenden Cookies und geben sie an unsere Partner weiter. Ihre Einwilligung können Sie jederzeit ändern.</p><a>Alle akzeptieren</a><a>Einstellungen verwalten</a></body></html>", "a consent page"),
    "consent, French text": (plain("Le respect de votre vie privée est notre priorité", "Nous et nos partenaires demandons votre consentement pour lire les traceurs de votre navigateur.", "Continuer sans accepter", "Tout accepter", "Politique de confidentialité"), "a consent page"),
    "consent, Turkish text": (plain("Gizliliğinize değer veriyoruz", "Biz ve iş ortaklarımız çerezleri kullanıyoruz; rızanız her zaman geri alınabilir.", "Tümünü kabul et", "Tümünü reddet"), "a consent page"),
    "log-in": (site("<main><h1>Log in to your account</h1><form><label>Username</label><input><label>Password</label><input><label>Remember me</label></form><p>Don't have an account? Forgot your password?</p></main>", title="Log in | The Skarvik Post"), "a log-in page"),
    "log-in, Spanish text": (plain("Iniciar sesión", "Nombre de usuario", "Contraseña", "Recuérdame", "¿Olvidaste tu contraseña?"), "a log-in page"),
    "about": (site("<main><h1>About us</h1><p>The Skarvik Post has told the coast what happens on it since 1911, and is owned by its readers.</p></main>", title="About us | The Skarvik Post"), "a page about the outlet"),
    "contact, German": (site("<main><h1>Impressum</h1><p>Skarvik Post, Am Hafen 1, Skarvik. Verantwortlich für den Inhalt ist die Redaktion.</p></main>", title="Impressum - Skarvik Post", lang="de"), "a page about the outlet"),
    "site map": (site(f"<h1>Sitemap</h1>{links(MENU * 4)}", title="Sitemap | The Skarvik Post"), "a site map"),
    "film": (site("<main><h1>Watch: the north pier from the air</h1><div class=player></div><span>1:24</span></main>", '<meta property="og:type" content="video.other">'), "a film"),
    "pictures": (site("<main><h1>In pictures: the north pier</h1><div>1 of 9</div></main>", ld('{"@type": "ImageGallery"}')), "pictures"),
    "empty template": (site("<div id=app></div>"), "an empty page"),
    "tag page, text": (plain("Tag: harbour", *(x for h in HEADS[:8] for x in (h, TEASER, "Read more")), "Older posts"), "a list of reports"),
    "section, every teaser signed": (site("<h1>Coast</h1>" + "".join(f"<div><h3><a href=/{i}>{h}</a></h3><p class=byline>By Ida Lund</p><time datetime='2026-07-06T10:00Z'>6 July 2026</time><p>{TEASER}</p></div>" for i, h in enumerate(HEADS)), WEB, "Coast News, Photos and Videos"), "a list of reports"),
    "agency's list, every teaser filed": (site("<h1>Latest news</h1>" + "".join(f"<li><a href=/{i}>{h}</a><p>{FLASH}</p></li>" for i, h in enumerate(HEADS)), WEB), "a list of reports (“latest news”)"),
    "home, teasers in tables": (site("<table>" + "".join(f"<tr><td><a href=/{i}>{h}</a><br>{TEASER}</td></tr>" for i, h in enumerate(HEADS)) + "</table>", WEB + '<link rel="canonical" href="https://skarvik.example/">'), "a list of reports"),
    "menus, text": (plain(*MENU, *MENU, *MENU), "no sentence in it"),
}  # fmt: skip

# name → page that is a report, however much it looks like something else
REPORTS: dict[str, str] = {
    "flash with a full sidebar": site(f"<main><h1>North pier shut as cracks are found</h1><p>{ALERT}</p></main><aside>{teasers()}</aside>", WEB),
    "flash among teasers": site(f"<div><h1>North pier shut as cracks are found</h1><p>{ALERT}</p></div><div>{teasers(HEADS[:6])}</div>"),
    "agency alert": plain("North pier shut", FLASH),
    "alert without a headline": plain(ALERT),
    "obituary notice": plain("Per Holm", "Per Holm, pilot, died at home in Skarvik on 3 May, aged 91. He leaves a wife and two sons."),
    "headline and paragraphs, no metadata": site(f"<div><h1>North pier shut as cracks are found</h1>{paragraphs()}</div>{links()}"),
    "report on a page that is gone": site(f"<article><h1>Page not found: how the ministry lost its website</h1>{paragraphs(['The website of the harbour ministry showed the words “page not found” for most of Monday.', *STORY])}</article>", title="Page not found: how the ministry lost its website"),
    "flash on a page that is gone": plain("Website of the harbour ministry gone", "Visitors to the ministry's website saw “404 page not found” for most of Monday, and officials said that nobody knew why."),
    "report on cookies": site(f"<article><h1>Court says cookie walls break the law</h1>{paragraphs(['Sites may not make readers accept cookies, the court said on Monday, and consent must be free.', '“We use cookies because we must live,” said Ida Orr, who runs a small paper.', *STORY[2:]])}</article><div class=banner>We use cookies. <a>Accept all</a></div>"),
    "scrape with a cookie banner": plain("We value your privacy", "We and our partners use cookies. Accept all", "North pier shut as cracks are found", *STORY, "Accept all"),
    "report on paywalls": site(f"<article><h1>Why papers ask you to log in</h1>{paragraphs(['More and more papers ask readers to log in, and forgotten passwords keep them away.', *STORY])}</article>"),
    "scrape with a log-in form": plain("Log in", "Username", "Password", "Remember me", "Forgot your password?", "North pier shut as cracks are found", *STORY),
    "report on bots": plain("Are you a robot? The question that annoys us all", "Every day people click on pictures of bridges to verify that they are human.", *STORY),
    "report whose title is about us": site(f"<article><h1>About us</h1><p class=byline>By Ida Lund</p>{paragraphs()}</article>", NEWS, "About us | The Skarvik Post"),
    "news in brief": site(f"<main><h1>The coast this week in five short reports</h1>{''.join(f'<h3>{h}</h3><p>{STORY[i]} {STORY[i + 1]} {TEASER}</p>' for i, h in enumerate(HEADS[:4]))}</main>"),
    "listed products in a report": site(f"<article><h1>North pier shut as cracks are found</h1>{paragraphs()}{links()}{paragraphs(STORY[::-1])}</article>", NEWS),
    "report without paragraphs": site(f"<h1>North pier shut as cracks are found</h1><div>{'<br><br>'.join(STORY)}</div>"),
    "film with a text": site(f"<main><h1>Watch: the north pier</h1><p>{STORY[0]}</p></main>", ld('{"@type": "VideoObject"}')),
    "report on a sitemap": site(f"<article><h1>Why every site needs a sitemap</h1>{paragraphs()}</article>", title="Sitemap"),
    "headline alone": site("<main><h1>North pier shut as cracks are found</h1></main>"),
    "results table, text": plain("Northern league results", "Skarvik 3, Torval 1 (after extra time, before a crowd of 1,204)", *(f"Ondal {i} Haln {i + 1}" for i in range(20))),
}  # fmt: skip


@pytest.mark.parametrize("name", ASIDE)
def test_set_aside(name: str) -> None:
    page, reason = ASIDE[name]
    found = read(page)
    assert found.status == "set_aside", [(b.kind, b.span.cut(found.text)) for b in found.blocks]
    assert found.why is not None
    assert found.why.startswith(reason)
    assert found.blocks
    assert "genre" not in found.cells


@pytest.mark.parametrize("name", REPORTS)
def test_a_report(name: str) -> None:
    found = read(REPORTS[name])
    assert (found.status, found.why) == ("marked", None)
    assert any(b.kind in ("body", "title") for b in found.blocks)


def test_nothing_of_a_notice_is_body() -> None:
    found = read(ASIDE["404, popular reports below"][0])
    assert {b.kind for b in found.blocks} == {"boilerplate"}
    assert {b.why for b in found.blocks} == {"no report: an error page"}


def test_a_page_about_the_outlet_keeps_its_text() -> None:
    found = read(ASIDE["about"][0])
    assert [b.span.cut(found.text) for b in found.blocks if b.kind == "title"] == ["About us"]
    assert any(b.kind == "body" for b in found.blocks)
