"""How different sites wrap what they say: the clutter that extraction must see past."""

import json
from collections.abc import Mapping

MENU = "".join(
    f'<li><a href="/{word}">{word.capitalize()}</a></li>'
    for word in ("palvelut", "ajankohtaista", "yhteystiedot", "haku", "kirjaudu")
)


def county(title: str, body: str, lang: str = "fi", foot: str = "") -> str:
    """A county's site: menus, breadcrumbs, cookie banner, a column beside, a long footer."""
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} – Alue</title>
<link rel="stylesheet" href="/a.css"><script>window.dataLayer=[];var p="050 000 0000";</script></head><body class="page">
<div id="cookie-banner" role="dialog"><p>Käytämme evästeitä. Hyväksytkö?</p><button>Hyväksy kaikki</button></div>
<header><nav><ul>{MENU}</ul></nav></header>
<nav aria-label="Murupolku"><a href="/">Etusivu</a> / <a href="/palvelut">Palvelut</a> / {title}</nav>
<main id="main"><article><h1>{title}</h1>{body}</article></main>
<aside><h2>Katso myös</h2><ul><li><a href="/x">Ikääntyneiden palvelut</a></li><li><a href="/y">Suun terveys</a></li></ul></aside>
<footer><p>{foot}</p><ul>{MENU}</ul><p>© Alue</p></footer></body></html>"""


def ngo(title: str, body: str, lang: str = "fi", foot: str = "") -> str:
    """An association's site made with a page builder: divs in divs, no main element."""
    return f"""<html lang="{lang}"><head><title>{title} | Yhdistys ry</title><meta name="viewport" content="width=device-width"></head>
<body><div class="wrap"><div class="top"><div class="menu">{MENU}</div></div><div class="hero"><h1 class="h">{title}</h1></div>
<div class="row"><div class="col"><div class="text">{body}</div></div></div>
<div class="cta"><a href="/lahjoita">Lahjoita</a> <a href="/jaseneksi">Liity jäseneksi</a></div>
<div class="foot"><div>{foot}</div><div>Seuraa meitä</div></div></div></body></html>"""


def agency(title: str, body: str, lang: str = "fi", foot: str = "") -> str:
    """A state body's site: sections, accordions, a table of contents, a date at the end."""
    return f"""<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head><body>
<a class="skip" href="#c">Siirry sisältöön</a><header><form role="search"><input name="q"></form><ul>{MENU}</ul></header>
<main id="c"><h1>{title}</h1><nav class="toc"><ol><li><a href="#1">Kenelle</a></li><li><a href="#2">Näin haet</a></li></ol></nav>
{body}</main><footer>{foot}</footer></body></html>"""


def old(title: str, body: str, foot: str = "") -> str:
    """A site from the year 2005: tables for layout, font elements, tags never closed."""
    return f"""<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY BGCOLOR=white><TABLE width=100%><TR><TD width=150>
<A HREF=/>Etusivu</A><BR><A HREF=/kurssit>Kurssit</A><TD><H1>{title}</H1><FONT face=Arial>{body}</FONT>
<TR><TD colspan=2><HR>{foot}</TABLE></BODY></HTML>"""


def with_data(html: str, data: Mapping[str, object]) -> str:
    """Put JSON-LD into a page's head."""
    text = json.dumps(data, ensure_ascii=False)
    return html.replace("</head>", f'<script type="application/ld+json">{text}</script></head>')
