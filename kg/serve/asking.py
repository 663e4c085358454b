"""The pages of the console: what is asked and its answer, and an answer as a file."""
from __future__ import annotations

import re
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.console import Question, Trouble, answered, question, taken
from kg.serve.site import Site
from kg.serve.templating import page


async def console(site: Site, request: Request) -> Response:
    """The console, with the answer where something is asked: in the address, or in the body where it is too long for one."""
    asked = question(site, await _fields(request))
    outcome = await answered(site, asked) if asked.asked else None
    trouble = outcome if isinstance(outcome, Trouble) else None
    return page("console.html", status=trouble.status if trouble else 200, asked=asked, trouble=trouble,
                answer=None if trouble else outcome, queries=list(site.queries.values()), prefixes=sorted(site.prefixes.items()))


async def download(site: Site, request: Request) -> Response:
    """The whole answer as a file, in the format `format`. Raises RefusedError or QueryError where there is none."""
    fields = dict(request.query_params)
    asked: Question = question(site, fields)
    text, media = taken(site, await site.ask(asked.text, asked.values), form := fields.get("format", "csv"))
    name = re.sub(r"[^A-Za-z0-9_-]", "-", asked.named.name) if asked.named else "answer"
    return Response(text.encode("utf-8", "replace"), media_type=media,
                    headers={"Content-Disposition": f'attachment; filename="{name}.{"ttl" if form == "turtle" else form}"'})


async def _fields(request: Request) -> dict[str, str]:
    if request.method == "POST":
        return dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
    return dict(request.query_params)
