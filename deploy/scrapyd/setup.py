"""An egg that holds nothing but the name of newsbot's settings: newsbot itself is installed where Scrapyd runs."""

from setuptools import setup

setup(
    name="newsbot-project",
    version="1.0",
    packages=[],
    py_modules=[],
    entry_points={"scrapy": ["settings = newsbot.settings"]},
)
