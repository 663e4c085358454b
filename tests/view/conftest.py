"""A browser for the page's tests, and a page of the invented corpus. Where no Chromium is installed these tests are skipped."""
from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.records import Output
from kg.view import Selection, write_page
from tests.view.fixture import VOCABULARY, corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
# Without these Chromium looks for its maker's servers at each start.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]
WATCH_POLICY = "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser. While there is one, this thread can have no other and no event loop: whoever makes it closes it before others' tests."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM} (set CHROMIUM to its path)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "network.html"
    write_page(corpus(), path, vocabulary=VOCABULARY, title="Marlow Vale", selection=Selection())
    return path


class Seen:
    """What a page did that nobody asked for: errors, messages, requests beyond the file itself, questions to the user."""

    def __init__(self, page: Page) -> None:
        self.troubles: list[str] = []
        page.on("console", lambda message: self.troubles.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or self.troubles.append(f"request: {request.url}"))
        page.on("popup", lambda popup: self.troubles.append(f"popup: {popup.url}"))


Open = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, built: Path, request: pytest.FixtureRequest) -> Iterator[Open]:
    """A function that opens the page at an address part after "#"; at the end, nothing unasked may have happened."""
    contexts, watched = [], []

    def open_page(address: str = "", *, path: Path | None = None, **options: object) -> Page:
        context = browser.new_context(viewport=options.pop("viewport", {"width": 1440, "height": 900}), accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        watched.append(Seen(page))
        page.add_init_script(WATCH_POLICY)
        page.goto((path or built).as_uri() + address)
        page.wait_for_selector("html.drawn", state="attached", timeout=15000)
        return page

    open_page.watched = watched  # type: ignore[attr-defined]
    yield open_page
    for context in contexts:
        context.close()
    assert [trouble for seen in watched for trouble in seen.troubles] == []


def wait_until(page: Page, condition: str, patience: float = 15.0) -> None:
    """Wait until an expression holds. Playwright's own wait_for_function evaluates text in the page, which the page's policy forbids."""
    end = time.monotonic() + patience
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never came true: {condition}"
        page.wait_for_timeout(50)


def page_of(output: Output, path: Path, **options: object) -> Path:
    write_page(output, path, vocabulary=VOCABULARY, title=str(options.pop("title", "Test")), selection=Selection(**options))  # type: ignore[arg-type]
    return path
