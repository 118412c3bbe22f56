"""What MkDocs is told that `mkdocs.yml` has no word for."""

from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    """No page for what is not found, and no sitemap: the pages are opened as files, where no server gives them."""
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
