"""The pages, each with what a person reads in it, written before extraction was run.

`says` holds, by field, every value a careful reader would note in the catalogue's form; a field
that is missing says that the page tells nothing of it. `topics` are ids of our vocabularies. One
value was added after the first run: a street in a footer that its writer had overlooked.
"""

from dataclasses import dataclass, field

from tests.crawler.web.styles import agency, county, ngo, old, with_data

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class WebPage:
    path: str
    body: bytes
    says: dict[str, set[str]]
    kind: str = "service"
    content_type: str = HTML
    topics: dict[str, set[str]] = field(default_factory=dict)


def page(path, html, *, kind="service", topics=None, **says):
    found = {name: set(values) for name, values in says.items()}
    return WebPage(path, html.encode(), found, kind, HTML, topics or {})


COUNTY = [
    page(
        "/palvelut/fysioterapia",
        county(
            "Fysioterapia",
            "<p>Fysioterapiassa selvitetään liikkumisen ja kivun ongelmia ja harjoitellaan arjen taitoja.</p>"
            "<p>Palvelu on tarkoitettu alueen asukkaille, joilla on tuki- ja liikuntaelimistön vaivoja.</p>"
            "<h2>Hinta</h2><p>Yksilökäynti maksaa 14,00 euroa kerralta. Ryhmä maksaa 8 euroa käynti.</p>"
            "<h2>Ota yhteyttä</h2><p>Ajanvaraus: 03 123 4501, arkisin klo 8–15.</p>"
            "<p>Terveystie 3, 15100 Lahti</p>",
            foot="Vaihde 03 123 4000",
        ),
        name=["Fysioterapia"],
        price=["14.00", "8.00"],
        phone=["+358 3 1234501", "+358 3 1234000"],
        hours=["ma-pe 08:00-15:00"],
        address=["Terveystie 3, 15100 Lahti"],
        topics={"needs": {"body.move"}, "sectors": {"medical"}, "municipalities": {"398"}},
    ),
    page(
        "/palvelut/puheterapia",
        county(
            "Puheterapia",
            "<p>Puheterapeutti tutkii ja kuntouttaa puheen, kielen ja nielemisen vaikeuksia.</p>"
            "<p>Alle kouluikäiset lapset tulevat neuvolan lähetteellä. Palvelu on maksuton.</p>"
            "<h2>Näin pääset puheterapiaan</h2><ol><li>Ota asia puheeksi neuvolassa.</li>"
            "<li>Neuvola tekee lähetteen.</li><li>Saat kutsun kirjeenä.</li></ol>"
            "<p>Neuvontapuhelin 03 123 4502 ma–to klo 9–11.</p>",
        ),
        name=["Puheterapia"],
        price=["free"],
        phone=["+358 3 1234502"],
        hours=["ma-to 09:00-11:00"],
        step=["Ota asia puheeksi neuvolassa.", "Neuvola tekee lähetteen.", "Saat kutsun kirjeenä."],
        topics={"needs": {"comm.speech"}, "sectors": {"medical"}},
    ),
    page(
        "/palvelut/apuvalineet",
        county(
            "Apuvälinepalvelut",
            "<p>Apuvälineen saat lainaksi, kun sairaus tai vamma vaikeuttaa arkea. Lainaaminen on maksutonta.</p>"
            "<p>Apuvälinekeskus on avoinna maanantaista perjantaihin 8.30–15.30.</p>"
            "<p>Käyntiosoite: Keskuskatu 12 B, 15140 Lahti. Sähköposti: apuvalineet@alue.example</p>"
            "<p>Puhelin 03 123 4503.</p>",
        ),
        name=["Apuvälinepalvelut"],
        price=["free"],
        phone=["+358 3 1234503"],
        hours=["ma-pe 08:30-15:30"],
        address=["Keskuskatu 12 B, 15140 Lahti"],
        email=["apuvalineet@alue.example"],
        topics={"needs": {"aid.device"}},
    ),
    page(
        "/palvelut/mielenterveys",
        county(
            "Mielenterveyspalvelut aikuisille",
            "<p>Saat apua, kun masennus, ahdistus tai uupumus vaikeuttaa elämääsi. Palvelu on 18 vuotta täyttäneille.</p>"
            "<p>Ensimmäinen aika tarjotaan kahden viikon kuluessa. Hoito kestää 5–15 viikkoa.</p>"
            "<p>Soita 03 123 4504 arkisin klo 8.00–14.00. Palvelemme suomeksi, ruotsiksi ja englanniksi.</p>",
        ),
        name=["Mielenterveyspalvelut aikuisille"],
        age=["18-"],
        duration=["5–15 viikkoa"],
        phone=["+358 3 1234504"],
        hours=["ma-pe 08:00-14:00"],
        language=["fi", "sv", "en"],
        topics={"needs": {"mood.low", "mood.anxiety"}, "condition_groups": {"mental"}},
    ),
    page(
        "/palvelut/kotikuntoutus",
        county(
            "Kotikuntoutus",
            "<p>Kotikuntoutus auttaa, kun palaat sairaalasta kotiin. Terapeutti käy kotonasi 1–3 kertaa viikossa.</p>"
            "<p>Jakso kestää enintään 6 viikkoa ja maksaa 12,50 € käynti.</p>"
            "<p>Kuntoutuksen palvelunumero 03 123 4505 on auki ma-pe klo 9-12.</p>"
            "<p>Sivu päivitetty 4.3.2026</p>",
        ),
        name=["Kotikuntoutus"],
        duration=["6 viikkoa"],
        price=["12.50"],
        phone=["+358 3 1234505"],
        hours=["ma-pe 09:00-12:00"],
        date=["2026-03-04"],
        topics={"needs": {"body.recover"}},
    ),
    page(
        "/sv/rehabiliteringshandledning",
        county(
            "Rehabiliteringshandledning",
            "<p>Handledaren hjälper dig när sjukdom eller funktionsnedsättning förändrar vardagen.</p>"
            "<p>Tjänsten är avgiftsfri och riktar sig till personer över 16 år.</p>"
            "<p>Ring telefonrådgivningen 03 123 4506, vardagar kl. 9–11. Vi betjänar på svenska och finska.</p>",
            lang="sv",
        ),
        name=["Rehabiliteringshandledning"],
        price=["free"],
        age=["16-"],
        phone=["+358 3 1234506"],
        hours=["ma-pe 09:00-11:00"],
        language=["sv", "fi"],
        topics={"needs": {"guide.alongside"}},
    ),
    page(
        "/ajankohtaista/uutiset/2026/uusi-kuntoutusosasto",
        county(
            "Uusi kuntoutusosasto avattiin",
            "<p>Alueen uusi kuntoutusosasto otti vastaan ensimmäiset kuntoutujat. Osasto on rakennettu "
            "yhteistyössä henkilöstön kanssa, ja siellä on 24 paikkaa.</p>",
        ),
        kind="news",
        name=["Uusi kuntoutusosasto avattiin"],
    ),
    page(
        "/tyopaikat/fysioterapeutti",
        county(
            "Avoin työpaikka: fysioterapeutti",
            "<p>Haemme kuntoutukseen fysioterapeuttia vakituiseen tehtävään. Palkkaus on sopimuksen mukainen, "
            "ja hakuaika päättyy perjantaina.</p>",
        ),
        kind="job",
        name=["Avoin työpaikka: fysioterapeutti"],
    ),
    page(
        "/ammattilaisille/kuntoutuksen-toimintamalli",
        county(
            "Kuntoutuksen toimintamalli",
            "<p>Tämä ohje on tarkoitettu ammattilaisille. Toimintamallin avulla kuntoutuksen yhdyshenkilö "
            "kokoaa verkoston ja kirjaa suunnitelman asiakastietojärjestelmään.</p>",
        ),
        kind="professional",
        name=["Kuntoutuksen toimintamalli"],
    ),
]

NGO = [
    page(
        "/neuvonta",
        ngo(
            "Neuvonta ja tuki",
            "<div>Meiltä saat tietoa sairaudesta, kuntoutuksesta ja sosiaaliturvasta. Neuvonta on ilmaista.</div>"
            "<div>Neuvontapuhelin 09 777 5501<br>ti ja to klo 10–14</div><div>neuvonta@yhdistys.example</div>",
            foot="Toimisto: Liiton katu 5, 00530 Helsinki",
        ),
        address=["Liiton katu 5, 00530 Helsinki"],
        name=["Neuvonta ja tuki"],
        price=["free"],
        phone=["+358 9 7775501"],
        email=["neuvonta@yhdistys.example"],
        hours=["ti 10:00-14:00", "to 10:00-14:00"],
    ),
    page(
        "/kurssit/sopeutumisvalmennus",
        ngo(
            "Sopeutumisvalmennuskurssi",
            "<p>Kurssilla tapaat muita ja saat keinoja elää sairauden kanssa. Kurssi on 18–65-vuotiaille.</p>"
            "<p>Kurssi kestää 5 päivää. Omavastuu on 60 euroa, joka sisältää majoituksen ja ruoat.</p>"
            "<h3>Miten haet kurssille</h3><ol><li>Täytä hakulomake verkossa.</li><li>Liitä lääkärin lausunto.</li></ol>"
            "<p>Lisätietoja: kurssit@yhdistys.example</p>",
        ),
        name=["Sopeutumisvalmennuskurssi"],
        age=["18-65"],
        duration=["5 päivää"],
        price=["60.00"],
        step=["Täytä hakulomake verkossa.", "Liitä lääkärin lausunto."],
        email=["kurssit@yhdistys.example"],
        topics={"needs": {"illness.live_with"}},
    ),
    page(
        "/vertaistuki",
        ngo(
            "Vertaistuki",
            "<p>Vertaistukija on kokenut saman kuin sinä. Ryhmät kokoontuvat kerran kuussa, ja toiminta on maksutonta.</p>"
            "<p>Ryhmiä on Turussa, Tampereella ja Kuopiossa.</p>"
            "<p>Järjestösuunnittelija Matti Virtanen, 040 555 1234, matti.virtanen@yhdistys.example</p>",
        ),
        name=["Vertaistuki"],
        price=["free"],
        topics={"needs": {"social.peer"}, "municipalities": {"853", "837", "297"}},
    ),
    page(
        "/kriisipuhelin",
        ngo(
            "Kriisipuhelin",
            "<p>Kun elämä tuntuu liian raskaalta, soita. Päivystys 09 2525 0199 vastaa joka päivä ympäri vuorokauden.</p>"
            "<p>Puhelu on maksuton. Keskustella voit suomeksi, ruotsiksi, arabiaksi tai englanniksi.</p>",
        ),
        name=["Kriisipuhelin"],
        phone=["+358 9 25250199"],
        hours=["ma-su 00:00-24:00"],
        price=["free"],
        language=["fi", "sv", "ar", "en"],
        topics={"needs": {"mind.crisis"}},
    ),
    page(
        "/omaishoitajille",
        ngo(
            "Tukea omaishoitajalle",
            "<p>Kun hoidat läheistäsi, myös sinä tarvitset lepoa. Järjestämme virkistyspäiviä ja ryhmiä omaishoitajille.</p>"
            "<p>Virkistyspäivä maksaa 15 € päivä. Neuvontanumero 09 777 5502, maanantaisin klo 12–16.</p>",
        ),
        name=["Tukea omaishoitajalle"],
        price=["15.00"],
        phone=["+358 9 7775502"],
        hours=["ma 12:00-16:00"],
        topics={"needs": {"family.support"}},
    ),
    page(
        "/en/peer-support",
        ngo(
            "Peer support in English",
            "<p>Our peer support groups are free of charge and open to adults who live with a long-term illness.</p>"
            "<p>Call our customer service at +358 9 777 5503, weekdays 9–12. Service is available in English and Finnish.</p>",
            lang="en",
        ),
        name=["Peer support in English"],
        price=["free"],
        phone=["+358 9 7775503"],
        hours=["ma-pe 09:00-12:00"],
        language=["en", "fi"],
        topics={"needs": {"social.peer"}},
    ),
    page(
        "/hanke",
        ngo(
            "Arjen voimaa -hanke",
            "<p>Hanke tarjosi kuntoutusta ja vertaistukea nuorille. Hanke on päättynyt vuoden 2025 lopussa.</p>"
            "<p>Kiitos kaikille mukana olleille kuntoutujille ja yhteistyökumppaneille!</p>",
        ),
        name=["Arjen voimaa -hanke"],
        ended=["Hanke on päättynyt vuoden 2025 lopussa."],
    ),
    page(
        "/blogi/miksi-kuntoutus-kannattaa",
        ngo(
            "Miksi kuntoutus kannattaa",
            "<p>Kuntoutus muutti arkeni, kirjoittaa vieraskynämme tällä kertaa.</p>" * 3,
        ),
        kind="news",
        name=["Miksi kuntoutus kannattaa"],
    ),
    page(
        "/tietosuoja",
        ngo(
            "Tietosuojaseloste",
            "<p>Rekisterinpitäjä on yhdistys. Henkilötietoja käsitellään lain mukaan.</p>" * 3,
        ),
        kind="other",
        name=["Tietosuojaseloste"],
    ),
]

AGENCY = [
    page(
        "/kuntoutus/nuoret",
        agency(
            "Kuntoutus nuorille",
            "<section id='1'><h2>Kenelle</h2><p>Kuntoutus on 16–29-vuotiaille nuorille, joiden toimintakyky on heikentynyt.</p></section>"
            "<section id='2'><h2>Näin haet</h2><ol><li>Ota yhteyttä virastoon.</li><li>Täytä hakemus KU 132.</li>"
            "<li>Odota päätöstä.</li></ol><p>Liitteeksi tarvitset lomakkeen KU 207.</p></section>"
            "<p>Palvelunumero 020 555 6601, ma–pe klo 9–16.</p><p>Päivitetty 12.1.2026</p>",
        ),
        name=["Kuntoutus nuorille"],
        age=["16-29"],
        form=["KU 132", "KU 207"],
        step=["Ota yhteyttä virastoon.", "Täytä hakemus KU 132.", "Odota päätöstä."],
        phone=["+358 20 5556601"],
        hours=["ma-pe 09:00-16:00"],
        date=["2026-01-12"],
    ),
    page(
        "/kuntoutus/psykoterapia",
        agency(
            "Psykoterapia",
            "<p>Psykoterapiaa tuetaan, kun mielenterveyden häiriö uhkaa työ- tai opiskelukykyä.</p>"
            "<p>Voit hakea tukea, jos olet 16–67-vuotias. Terapia kestää 1–3 vuotta.</p>"
            "<p>Maksamme enintään 57,60 euroa käynniltä. Hae lomakkeella KU 131.</p>",
        ),
        name=["Psykoterapia"],
        age=["16-67"],
        duration=["1–3 vuotta"],
        price=["57.60"],
        form=["KU 131"],
        topics={"condition_groups": {"mental"}},
    ),
    page(
        "/kuntoutus/kuntoutusraha",
        agency(
            "Kuntoutusraha",
            "<p>Kuntoutusraha turvaa toimeentulon kuntoutuksen ajalta. Sitä haetaan lomakkeella KU 112.</p>"
            "<p>Raha maksetaan, kun olet 16 vuotta täyttänyt etkä ole vanhuuseläkkeellä.</p>"
            "<p>Vähimmäismäärä on 37,21 € päivässä.</p>",
        ),
        name=["Kuntoutusraha"],
        form=["KU 112"],
        age=["16-"],
        price=["37.21"],
        topics={"needs": {"money.rehab"}},
    ),
    page(
        "/sv/rehabilitering/kurser",
        agency(
            "Rehabiliteringskurser",
            "<p>På kurserna träffar du andra i samma situation. Kurserna är för personer på 18–67 år.</p>"
            "<p>En kurs pågår 10 dagar. Ansök med blankett KU 132.</p><h2>Så ansöker du</h2>"
            "<ol><li>Välj kurs.</li><li>Fyll i ansökan.</li></ol><p>Kundtjänst 020 555 6602 mån–fre kl. 9–15.</p>"
            "<p>Uppdaterad 3.2.2026</p>",
            lang="sv",
        ),
        name=["Rehabiliteringskurser"],
        age=["18-67"],
        duration=["10 dagar"],
        form=["KU 132"],
        step=["Välj kurs.", "Fyll i ansökan."],
        phone=["+358 20 5556602"],
        hours=["ma-pe 09:00-15:00"],
        date=["2026-02-03"],
    ),
    page(
        "/en/rehabilitation/vocational",
        agency(
            "Vocational rehabilitation",
            "<p>Vocational rehabilitation helps you stay at work or return to work in spite of an illness.</p>"
            "<p>You must be at least 16 years old. Rehabilitation assessment lasts 10 days.</p>"
            "<h2>How to apply</h2><ol><li>Get a medical statement.</li><li>Fill in form KU 101.</li></ol>"
            "<p>Customer service 020 555 6603, Mon–Fri 9–16. Updated 5.5.2026</p>",
            lang="en",
        ),
        name=["Vocational rehabilitation"],
        age=["16-"],
        duration=["10 days"],
        form=["KU 101"],
        step=["Get a medical statement.", "Fill in form KU 101."],
        phone=["+358 20 5556603"],
        hours=["ma-pe 09:00-16:00"],
        date=["2026-05-05"],
        topics={"needs": {"work.return"}},
    ),
]

DATA = [
    page(
        "/klinikka",
        with_data(
            ngo(
                "Kuntoutusklinikka",
                "<p>Klinikalla saat toimintaterapiaa ja fysioterapiaa lähetteellä. Ajanvaraus 02 444 7701.</p>"
                "<p>Avoinna ma–pe 8.00–16.00. Puistokatu 8, 20100 Turku</p>",
            ),
            {
                "@context": "https://schema.org",
                "@type": "MedicalClinic",
                "telephone": "02 444 7701",
                "openingHours": "Mo-Fr 08:00-16:00",
                "dateModified": "2026-04-01T10:00:00+03:00",
                "address": {
                    "streetAddress": "Puistokatu 8",
                    "postalCode": "20100",
                    "addressLocality": "Turku",
                },
            },
        ),
        name=["Kuntoutusklinikka"],
        phone=["+358 2 4447701"],
        hours=["ma-pe 08:00-16:00"],
        address=["Puistokatu 8, 20100 Turku"],
        date=["2026-04-01"],
        topics={"municipalities": {"853"}},
    ),
    page(
        "/harhaan-johtava",
        with_data(
            ngo(
                "Päihdeneuvonta",
                "<p>Päihdeneuvonta auttaa, kun oma tai läheisen juominen huolettaa. Palvelu on maksuton.</p>"
                "<p>Neuvontapuhelin 02 444 7702.</p>",
            ),
            {"@type": "Organization", "telephone": "0700 999 999", "offers": {"price": "4.50"}},
        ),
        name=["Päihdeneuvonta"],
        price=["free"],
        phone=["+358 2 4447702"],
        topics={"needs": {"habit.substance"}},
    ),
    page(
        "/mikrodata",
        ngo(
            "Palvelutalon kuntoutus",
            '<div itemscope itemtype="https://schema.org/LocalBusiness"><p itemprop="description">Kuntoutamme ikäihmisiä '
            'talossamme Porissa ja kotona.</p><p>Soita vaihteeseen <span itemprop="telephone">02 444 7703</span></p>'
            '<p itemprop="address"><span itemprop="streetAddress">Satamakatu 4</span>, '
            '<span itemprop="postalCode">28100</span> <span itemprop="addressLocality">Pori</span></p></div>',
        ),
        name=["Palvelutalon kuntoutus"],
        phone=["+358 2 4447703"],
        address=["Satamakatu 4, 28100 Pori"],
        topics={"municipalities": {"609"}},
    ),
    page(
        "/uudistettu",
        ngo(
            "Nuorten ryhmät",
            "<p>Ryhmä on 13–17-vuotiaille nuorille, joilla on vaikeuksia koulunkäynnissä. Kokoontumiset kestävät 2 tuntia.</p>"
            '<p>Osallistuminen on maksutonta.</p><time datetime="2026-02-14">14. helmikuuta</time>',
        ),
        name=["Nuorten ryhmät"],
        age=["13-17"],
        duration=["2 tuntia"],
        price=["free"],
        date=["2026-02-14"],
    ),
]


def _latin(path, title, body, says, topics=None):
    text = old(title, body)
    found = {name: set(values) for name, values in says.items()}
    return WebPage(path, text.encode("cp1252"), found, "service", "text/html", topics or {})


OLD = [
    _latin(
        "/kurssit",
        "Kuntoutuskurssit",
        "<P>Järjestämme kuntoutuskursseja näkövammaisille.<P>Kurssi kestää 12 päivää ja maksaa 25,00 euroa."
        "<P>Kurssitoimisto puh. 05 333 8801, ma - pe klo 9.00 - 14.00<P>Ääniraitti 2, 45100 Kouvola",
        {
            "name": ["Kuntoutuskurssit"],
            "duration": ["12 päivää"],
            "price": ["25.00"],
            "phone": ["+358 5 3338801"],
            "hours": ["ma-pe 09:00-14:00"],
            "address": ["Ääniraitti 2, 45100 Kouvola"],
        },
        {"needs": {"sense.vision"}, "municipalities": {"286"}},
    ),
    _latin(
        "/kuulo",
        "Kuulon kuntoutus",
        "<P>Kuulokojeen saat lääkärin lähetteellä.<P>Palvelu on käyttäjälle ilmainen."
        "<P>Vastaanoton ajanvaraus 05 333 8802, tiistaisin 8-10",
        {
            "name": ["Kuulon kuntoutus"],
            "price": ["free"],
            "phone": ["+358 5 3338802"],
            "hours": ["ti 08:00-10:00"],
        },
        {"needs": {"sense.hearing"}},
    ),
    _latin(
        "/allas",
        "Allasryhmät",
        "<P>Allasryhmät sopivat selkä- ja nivelvaivoihin.<P>Kymmenen kerran kortti 45 euroa.<P>Yli 60-vuotiaille oma ryhmä.",
        {"name": ["Allasryhmät"], "price": ["45.00"], "age": ["60-"]},
    ),
]


def _pdf(path, lines, says):
    """A one-page PDF made by hand: enough for a reader of text, small enough to look at."""
    text = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 780 Td {text} ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    body += end % (table, len(body))
    return WebPage(path, body, {k: set(v) for k, v in says.items()}, "service", "application/pdf")


PDF = [
    _pdf(
        "/esite.pdf",
        ["Reumakurssi", "Kurssilla saat tietoa reumasta ja ohjausta liikuntaan seka vertaistukea muilta.",
         "Kurssi kestaa 5 viikkoa ja maksaa 30 euroa.", "Ilmoittaudu: kurssit@esite.example",
         "Palvelunumero 08 222 9901 arkisin klo 9-12."],
        {"name": ["Reumakurssi"], "price": ["30.00"], "email": ["kurssit@esite.example"],
         "phone": ["+358 8 2229901"], "hours": ["ma-pe 09:00-12:00"]},
    ),
]  # fmt: skip

WEB = {"alue": COUNTY, "yhdistys": NGO, "virasto": AGENCY, "data": DATA, "vanha": OLD, "esite": PDF}
ALL = [each for pages in WEB.values() for each in pages]
