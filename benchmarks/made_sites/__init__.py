"""Made news sites with their truth, as unlike each other as those of real systems; `benchmarks/profiles.py` reads them.

`SITES` names them; each is built from its seed, so that the same number of pages is the same pages everywhere.
"""

from made_sites.cms_sites import Amp, Blogger, Drupal, Ghost, Joomla, Static
from made_sites.component_sites import Deployments, Hashed, Utility
from made_sites.habit_sites import Agency, Column, Inserts, Letters, OwnWords, RecurringQuote, TwoTemplates
from made_sites.old_sites import Bare, DivSoup, LayoutTables, Redesign
from made_sites.script_sites import Arabic, Japanese
from made_sites.site import PAGES, MadeSite, SitePage

__all__ = ["PAGES", "SITES", "MadeSite", "SitePage"]

SITES: dict[str, type[MadeSite]] = {
    site.name: site
    for site in (
        Utility,
        Hashed,
        Deployments,
        LayoutTables,
        DivSoup,
        Bare,
        Amp,
        TwoTemplates,
        Redesign,
        Inserts,
        OwnWords,
        Letters,
        RecurringQuote,
        Column,
        Agency,
        Drupal,
        Joomla,
        Ghost,
        Static,
        Blogger,
        Japanese,
        Arabic,
    )
}
