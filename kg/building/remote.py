"""Documents read by the workers of a Dask cluster. A document goes out as a line of JSON and what it gave comes back as one, as with the processes of
`kg.building.workers`, which are what the workers of the cluster hand it to (`kg.building.remote_worker`).

A worker that goes away loses nothing: the scheduler gives its documents to others. One that would not read as this machine does (another kg, Python,
pipeline or ontology) is refused, for the graph must be the same wherever its documents were read.
"""
from __future__ import annotations

import importlib.util
import time
from concurrent.futures import CancelledError
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kg.building.versions import needed
from kg.building.workers import WorkerError
from kg.codec import encode_document
from kg.errors import KgError, UsageError
from kg.model import Document

if TYPE_CHECKING:
    from distributed import Client, Future

_PATIENCE = 15  # seconds for the scheduler to answer, and for a first worker to be there
_AHEAD = 8  # documents on their way to each thread of the cluster, so that none waits
_LOOK = 5.0  # seconds between two looks at how many threads there are
_AGAIN = "What was read before is kept: run the command again to go on"


class ClusterError(UsageError):
    """The cluster cannot be used."""


class Remote:
    """The cluster whose scheduler is at `address`; leaving the `with` block takes away what the build brought there."""

    def __init__(self, address: str, digest: str, ontology: Path | None, pipeline: str | None) -> None:
        self._address = address
        files = {p.name: p.read_bytes() for p in sorted(ontology.glob("*.ttl"))} if ontology is not None else None
        self._setup: dict[str, Any] = {"digest": digest, "files": files, "pipeline": pipeline, "needed": needed(pipeline)}
        self._threads, self._looked = 0, 0.0

    def __enter__(self) -> Remote:
        if importlib.util.find_spec("distributed") is None:
            raise ClusterError("--cluster needs the package 'distributed': pip install 'kg-accountability[cluster]'")
        from distributed import Client

        try:
            self._client: Client = Client(self._address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterError(f"--cluster {self._address}: no scheduler answers there ({_first_line(error)}); start one with 'dask scheduler', "
                               "workers with 'dask worker ADDRESS', and give the address that it prints, such as tcp://host:8786") from error
        try:
            self._prepare()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._leave()

    def ask(self, document: Document) -> Asked:
        """What a document gives, as `kg.codec.encode` writes it; its result may raise WorkerError and ClusterError."""
        from kg.building.remote_worker import answer

        return Asked(document, self._address, self._client.submit(answer, self._plugin.name, encode_document(document), pure=False))

    def ahead(self) -> int:
        """How many documents should be on their way; a cluster may grow and shrink."""
        if time.monotonic() - self._looked > _LOOK:
            self._threads, self._looked = sum(self._client.nthreads().values()), time.monotonic()
        return _AHEAD * max(1, self._threads)

    def _prepare(self) -> None:
        """Bring what is needed to all workers, also to those that come later, and refuse those that do not read as this machine does."""
        from kg.building.remote_worker import Reading, refusal

        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise ClusterError(f"--cluster {self._address}: the scheduler has no workers; start some with 'dask worker {self._address}'") from error
        self._plugin = Reading(self._setup)
        try:
            self._client.register_plugin(self._plugin)
        except Exception as error:  # whatever went wrong on the worker; not every exception comes back as what it was
            raise ClusterError(f"--cluster {self._address}: a worker could not be made ready ({_first_line(error)}); kg-accountability[cluster] "
                               f"{self._setup['needed']['kg']} must be installed wherever workers run") from error
        for worker, reason in sorted(self._client.run(refusal, self._plugin.name).items()):
            if reason is not None:
                raise ClusterError(f"--cluster {self._address}: the worker {worker} cannot be used: {reason}")

    def _leave(self) -> None:
        plugin = getattr(self, "_plugin", None)
        try:
            if plugin is not None and self._client.status == "running":
                self._client.unregister_worker_plugin(plugin.name)
        except (OSError, ValueError, TimeoutError, LookupError):
            pass  # the cluster is gone, or a worker would not load it and so does not know it
        finally:
            self._client.close(timeout=_PATIENCE)


class Asked:
    """An answer that is to come from a cluster."""

    def __init__(self, document: Document, address: str, future: Future[str]) -> None:
        self._document, self._address, self._future = document, address, future

    def done(self) -> bool:
        """Whether the answer is there, and is one."""
        return bool(self._future.status == "finished")

    def result(self) -> str:
        """The answer, waited for."""
        from distributed import KilledWorker

        try:
            return str(self._future.result())
        except KgError:
            raise
        except KilledWorker as error:
            raise WorkerError(f"{self._document.path}: {error.allowed_failures + 1} workers of the cluster ended while they had it to read, perhaps "
                              f"for want of memory; try without --cluster. {_AGAIN}") from error
        except (CancelledError, OSError, TimeoutError) as error:
            raise ClusterError(f"--cluster {self._address}: the scheduler is gone ({type(error).__name__}). {_AGAIN}") from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
