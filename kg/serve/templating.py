"""Templates into pages. Everything that is put into one is escaped and without controls; what is not given is an error and not an empty place."""
from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from kg.serve import wording
from kg.view.text import cut, legible, name, relative, web_link

# Scripts and styles are files of ours; nothing is loaded from, sent to or framed by another host.
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
          "frame-ancestors 'none'")
# A browser that tells nobody where it comes from sends a form without its origin, which the server refuses; others are told nothing.
_HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"}


@cache
def _environment() -> Environment:
    environment = Environment(loader=PackageLoader("kg.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                              finalize=lambda value: legible(value) if type(value) is str else value)
    environment.filters.update(name=name, web_link=web_link, relative=relative, cut=cut, dated=wording.dated, when=wording.when,
                               sentence=wording.sentence, counted=wording.counted, citation=wording.citation)
    return environment


def page(template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object) -> HTMLResponse:
    """A page from its template; `values` are all that the template names."""
    text = _environment().get_template(template).render(values)
    return HTMLResponse(text, status, {**_HEADERS, **(headers or {})})
