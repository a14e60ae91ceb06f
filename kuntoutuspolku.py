"""The one console command: gathers the verbs of each package and knows nothing of its own.

It stands above the packages because `web` may not import `crawler`, and the command needs all.
"""

import typer

from catalog.cli import app as catalog_app
from catalog.editor_cli import register as register_editor
from crawler.cli import register as register_crawler
from plan.cli import app as plan_app
from plan.coping_cli import app as coping_app
from search.cli import build
from search.cli import register as register_search
from search.resources import load_resources
from search.topics import TopicReader
from web.cli import register as register_web
from web.maintain_cli import app as maintainer_app

app = typer.Typer(
    name="kuntoutuspolku",
    help="Service-navigation search engine and rehabilitation directory for Finland.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
register_editor(catalog_app)
app.add_typer(catalog_app, name="catalog")
app.add_typer(plan_app, name="plan")
app.add_typer(coping_app, name="coping")
app.add_typer(maintainer_app, name="maintainer")
register_search(app)
register_web(app)
register_crawler(
    app,
    rebuild=lambda data: build(data=data),
    topics=lambda catalogue, data: TopicReader(catalogue, load_resources(catalogue, data)),
)


def main() -> None:
    """Run the command line."""
    app()
