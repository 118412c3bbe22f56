"""What MkDocs is told that `mkdocs.yml` has no word for."""

from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    """No page for what is not found: the pages are opened as files, where no server gives it."""
    config.theme.static_templates.discard("404.html")
