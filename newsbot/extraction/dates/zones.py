"""The time zone of a newsroom: that of its country, or learned from its own pages, feeds and sitemaps.

A zone turns a time written without one into a moment, and a moment written in UTC into the day that local readers saw.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Zones by country code; for a country with several, the zone of most of its newsrooms.
_OF_COUNTRIES = """
ae=Asia/Dubai ar=America/Argentina/Buenos_Aires at=Europe/Vienna au=Australia/Sydney az=Asia/Baku ba=Europe/Sarajevo
bd=Asia/Dhaka be=Europe/Brussels bg=Europe/Sofia bo=America/La_Paz br=America/Sao_Paulo by=Europe/Minsk
ca=America/Toronto ch=Europe/Zurich cl=America/Santiago cn=Asia/Shanghai co=America/Bogota cr=America/Costa_Rica
cu=America/Havana cy=Asia/Nicosia cz=Europe/Prague de=Europe/Berlin dk=Europe/Copenhagen do=America/Santo_Domingo
dz=Africa/Algiers ec=America/Guayaquil ee=Europe/Tallinn eg=Africa/Cairo es=Europe/Madrid fi=Europe/Helsinki
fr=Europe/Paris gb=Europe/London ge=Asia/Tbilisi gh=Africa/Accra gr=Europe/Athens gt=America/Guatemala
hk=Asia/Hong_Kong hr=Europe/Zagreb hu=Europe/Budapest id=Asia/Jakarta ie=Europe/Dublin il=Asia/Jerusalem
in=Asia/Kolkata iq=Asia/Baghdad ir=Asia/Tehran is=Atlantic/Reykjavik it=Europe/Rome jo=Asia/Amman jp=Asia/Tokyo
ke=Africa/Nairobi kr=Asia/Seoul kw=Asia/Kuwait kz=Asia/Almaty lb=Asia/Beirut li=Europe/Vaduz lk=Asia/Colombo
lt=Europe/Vilnius lu=Europe/Luxembourg lv=Europe/Riga ma=Africa/Casablanca md=Europe/Chisinau mk=Europe/Skopje
mt=Europe/Malta mx=America/Mexico_City my=Asia/Kuala_Lumpur na=Africa/Windhoek ng=Africa/Lagos nl=Europe/Amsterdam
no=Europe/Oslo np=Asia/Kathmandu nz=Pacific/Auckland om=Asia/Muscat pa=America/Panama pe=America/Lima ph=Asia/Manila
pk=Asia/Karachi pl=Europe/Warsaw pt=Europe/Lisbon py=America/Asuncion qa=Asia/Qatar ro=Europe/Bucharest
rs=Europe/Belgrade ru=Europe/Moscow sa=Asia/Riyadh se=Europe/Stockholm sg=Asia/Singapore si=Europe/Ljubljana
sk=Europe/Bratislava th=Asia/Bangkok tn=Africa/Tunis tr=Europe/Istanbul tw=Asia/Taipei tz=Africa/Dar_es_Salaam
ua=Europe/Kyiv ug=Africa/Kampala uk=Europe/London us=America/New_York uy=America/Montevideo ve=America/Caracas
vn=Asia/Ho_Chi_Minh za=Africa/Johannesburg zw=Africa/Harare
"""
_COUNTRIES = dict(part.split("=") for part in _OF_COUNTRIES.split())
# Other zones that a site may be in, found only by learning.
_OTHERS = (
    "America/Chicago America/Denver America/Phoenix America/Los_Angeles Australia/Perth Asia/Yekaterinburg".split()
)
# The range of UTC offsets, in hours and including summer time, in which a language's newsrooms work.
_OF_LANGUAGES = """
ar:0:4 bg:2:3 bn:5:6 ca:1:2 cs:1:2 da:0:2 de:1:2 el:2:3 es:-8:2 et:2:3 eu:1:2 fa:0:5 fi:2:3 fr:-5:4 gu:5:6 he:2:3 hi:4:6
hr:1:2 hu:1:2 id:7:9 it:1:2 ja:9:9 ka:4:4 kk:5:6 kn:5:6 ko:9:9 lt:2:3 lv:2:3 mk:1:2 ml:4:6 mr:5:6 ms:7:8 ne:5:6 nl:-4:2
nb:1:2 nn:1:2 no:1:2 pa:5:6 pl:1:2 pt:-5:2 ro:2:3 ru:1:12 sk:1:2 sl:1:2 sq:1:2 sr:1:2 sv:1:3 sw:2:3 ta:5:8 te:5:6 th:7:7
tr:3:3 uk:2:3 ur:4:6 vi:7:7 zh:8:8
"""
_LANGUAGES = {
    code: (timedelta(hours=int(first)), timedelta(hours=int(last)))
    for code, first, last in (part.split(":") for part in _OF_LANGUAGES.split())
}
# California to Sydney, for English and unlisted languages. Newsrooms farther away have a country's host name.
_ANYWHERE = timedelta(hours=-8), timedelta(hours=11)
_OFFSET = re.compile(r"([+-](?:0\d|1[0-4]):[0-5]\d)(?: (\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d))?\Z")
_NAME = re.compile(r"[A-Za-z_]{2,20}(?:/[A-Za-z_-]{2,30}){1,2}\Z|UTC\Z")
_WIDEST = timedelta(hours=14)
_STEP = timedelta(minutes=15)
_LEAST_PAGES = 3
_LEAST_SHARE = 0.9
# Pages from within this period share an offset; those over a much longer one would show two if there were summer time.
_ONE_SEASON = timedelta(days=60)
_TWO_SEASONS = timedelta(days=200)
# How long before and after the pages of one season their offset is believed.
_NEAR_SEASON = timedelta(days=30)
_FIRST_YEAR, _LAST_YEAR = 1990, 2200


@dataclass(frozen=True)
class SeasonOffset(tzinfo):
    """A fixed offset that is known for the days from `first` to `last` only; other days have no offset.

    Pages of a few weeks do not show whether their site has summer time.
    """

    ahead: timedelta
    first: date
    last: date

    def utcoffset(self, moment: datetime | None, /) -> timedelta | None:
        return self.ahead if moment is not None and self.first <= moment.date() <= self.last else None

    @property
    def until(self) -> datetime:
        """The end of the last day."""
        return datetime.combine(self.last, time.max, timezone(self.ahead))

    def dst(self, moment: datetime | None, /) -> None:
        return None

    def tzname(self, moment: datetime | None, /) -> str:
        return _written(timezone(self.ahead))


def zone_of_country(code: str) -> tzinfo | None:
    """The zone of a country by its two-letter code; None if unknown."""
    name = _COUNTRIES.get(code.lower())
    return _zone(name) if name else None


def zone_of_site(host: str, language: str | None) -> tzinfo | None:
    """The zone of the country that the host's last label names, else of the language's region ("en-US")."""
    label = host.rsplit(".", 1)[-1]
    found = zone_of_country(label) if len(label) == 2 else None
    if found is not None:
        return found
    for part in (language or "").replace("_", "-").split("-")[1:]:
        if len(part) == 2:
            return zone_of_country(part)
    return None


def is_day_of(day: date, moment: datetime, language: str | None) -> bool:
    """Whether the moment falls on that day in some zone where newsrooms write in the language."""
    first, last = _LANGUAGES.get((language or "").replace("_", "-").partition("-")[0].lower(), _ANYWHERE)
    utc = moment.astimezone(UTC)
    return (utc + first).date() <= day <= (utc + last).date()


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError):  # a machine without the time zone database
        return None


def offset_between(shown: datetime, moment: datetime) -> timedelta | None:
    """How far a clock without a zone is ahead of UTC, if both mean one moment; None if no zone explains it.

    `shown` is naive, `moment` aware. A clock without seconds is compared by the minute.
    """
    utc = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    shown = shown.replace(microsecond=0)
    if not shown.second:
        utc = utc.replace(second=0)
    ahead = shown - utc
    return ahead if abs(ahead) <= _WIDEST and not ahead % _STEP else None


def learn_zone(
    evidence: Iterable[tuple[datetime, datetime]], host: str = "", language: str | None = None
) -> tzinfo | None:
    """The zone of a site from (naive clock, aware moment) pairs, each for one date that the site gives both ways.

    Such pairs are a page's zoneless and zoned date, or a zoneless page and its zoned feed item or sitemap entry.
    Nine in ten pairs must agree, and at least three. The zone of the site's own country is tried first; if the pairs
    show summer and winter time, any zone that explains both; else the result is the fixed offset that they show, if
    they lie over half a year apart, or within 60 days: then it is known only for those days and 30 more on each side.
    None if the pairs do not decide.
    """
    pairs = [pair for pair in evidence if _FIRST_YEAR <= pair[1].year <= _LAST_YEAR]
    offsets = [(moment, ahead) for shown, moment in pairs if (ahead := offset_between(shown, moment)) is not None]
    if len(offsets) < max(_LEAST_PAGES, _LEAST_SHARE * len(pairs)):
        return None
    home = zone_of_site(host, language)
    if home is not None and _share(home, offsets) >= _LEAST_SHARE:
        return home
    (ahead, same), *others = Counter(ahead for _, ahead in offsets).most_common()
    if others and others[0][1] >= _LEAST_PAGES - 1:
        return next((zone for zone in _all_zones() if _share(zone, offsets) >= _LEAST_SHARE), None)
    if same < _LEAST_SHARE * len(offsets):
        return None
    days = [moment.date() for moment, _ in offsets]
    first, last = min(days), max(days)
    if last - first >= _TWO_SEASONS:
        return timezone(ahead)
    return SeasonOffset(ahead, first - _NEAR_SEASON, last + _NEAR_SEASON) if last - first <= _ONE_SEASON else None


def write_zone(zone: tzinfo) -> str:
    """The zone as stored in a site's profile: its IANA name, or a fixed offset such as "+05:30".

    The offset of one season is followed by its days: "+05:30 2026-01-10/2026-04-20".
    """
    if isinstance(zone, ZoneInfo):
        return zone.key
    if isinstance(zone, SeasonOffset):
        return f"{_written(timezone(zone.ahead))} {zone.first}/{zone.last}"
    return _written(zone)


def _written(zone: tzinfo) -> str:
    return datetime(2000, 1, 1, tzinfo=zone).isoformat()[len("2000-01-01T00:00:00") :]


def read_zone(text: str) -> tzinfo | None:
    """The zone that `write_zone` wrote; None for other text, including names that this machine does not know."""
    if match := _OFFSET.match(text):
        zone = datetime.fromisoformat(f"2000-01-01T00:00:00{match[1]}").tzinfo
        return zone if match[2] is None or zone is None else _season(zone, match[2], match[3])
    return _zone(text) if _NAME.match(text) else None


def _season(zone: tzinfo, first: str, last: str) -> SeasonOffset | None:
    try:
        return SeasonOffset(zone.utcoffset(None) or timedelta(0), date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None


def _share(zone: tzinfo, offsets: Sequence[tuple[datetime, timedelta]]) -> float:
    return sum(moment.astimezone(zone).utcoffset() == ahead for moment, ahead in offsets) / len(offsets)


@lru_cache(maxsize=1)
def _all_zones() -> list[tzinfo]:
    zones = [_zone(name) for name in dict.fromkeys([*_COUNTRIES.values(), *_OTHERS])]
    return [zone for zone in zones if zone is not None]
