"""A browser at a running server: whatever it asks of another host, complains of, or is asked by a page, is seen."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.view.conftest import WATCH_POLICY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]


@contextmanager
def opening(browser: Browser, address: str) -> Iterator[Open]:
    """A function that opens a path of the server at `address`; at the end, nothing unasked may have happened."""
    contexts, troubles = [], []
    host = urlsplit(address).netloc

    def watch(page: Page) -> None:
        page.on("console", lambda message: _expected(message.text) or troubles.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: urlsplit(request.url).netloc in (host, "") or troubles.append(f"request: {request.url}"))
        page.on("popup", lambda popup: troubles.append(f"popup: {popup.url}"))

    def open_page(path: str, **options: object) -> Page:
        context = browser.new_context(viewport=options.pop("viewport", {"width": 1360, "height": 900}), accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        watch(page)
        page.add_init_script(WATCH_POLICY)
        page.goto(address.rstrip("/") + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def _expected(message: str) -> bool:
    """Chromium tells of each answer that is a refusal; the page says so itself."""
    return message.startswith("Failed to load resource: the server responded with a status of 4")
