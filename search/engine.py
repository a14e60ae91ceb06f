"""The two doors of the package: build the index of a catalogue, open it for searching."""

import shutil
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from threading import Thread

from catalog.catalogue import Catalogue
from catalog.load import load_catalogue
from catalog.problems import IndexUnavailable
from catalog.provider_pages import ProviderPage
from search import generation, index, postings, provider_text, snippets
from search.analysis import foreign
from search.analysis.analyser import Analyser, load_analyser
from search.documents import DocumentReader, summaries
from search.generation import BUILD_COMMAND, BuildRefused, BuildReport
from search.local import LocalEngine
from search.provider_text import by_service, version_of
from search.request import SearchRequest
from search.resources import DATA, Resources, analyse_names, load_resources, save_words
from search.results import IndexInfo, SearchEngine

Progress = Callable[[str], None]
_DATA_COPY = "data"
_SMOKE_QUERIES = 20  # names asked of a new index before it is used, spread over the catalogue


def open_engine(
    catalogue: Catalogue, index_dir: Path, *, data: Path = DATA, warm: bool = True
) -> SearchEngine:
    """Open the index in use for this catalogue.

    The dictionary is loaded beside (`warm`), so that neither the start nor the first request waits
    for it: every word of the catalogue is known from the build.

    Args:
        catalogue: The content the index was built from.
        index_dir: Folder of the generations, normally var/index.
        data: Where the tables of words are.
        warm: Whether to load the dictionary in the background.

    Raises:
        IndexUnavailable: There is no index, it is damaged, or it is of other data or another
            analyser; the message names the command that mends it.
    """
    folder = generation.current_folder(index_dir)
    info = generation.verify(folder)
    if info.data_version != catalogue.version:
        raise IndexUnavailable(
            f"The index is of data {info.data_version}, the catalogue is {catalogue.version}. "
            f"Run: {BUILD_COMMAND}"
        )
    engine, resources = _load(catalogue, folder, info, data)
    if warm:
        Thread(target=resources.analyser.warm, name="voikko", daemon=True).start()
    return engine


def open_in_use(
    index_dir: Path, today: date, *, warm: bool = True
) -> tuple[Catalogue, SearchEngine]:
    """Open the index in use with the catalogue it was built from.

    Every generation keeps a copy of its data, so that what was built is what is served, also while
    somebody edits the data folder or after a step back to an older generation.

    Args:
        index_dir: Folder of the generations.
        today: As in `catalog.load.load_catalogue`.
        warm: As in `open_engine`.

    Raises:
        IndexUnavailable: There is no index or it cannot be used.
        CatalogueError: The copy has faults by the checks of today's program.
    """
    folder = generation.current_folder(index_dir)
    generation.verify(folder)
    catalogue = load_catalogue(folder / _DATA_COPY, today)
    return catalogue, open_engine(catalogue, index_dir, data=folder / _DATA_COPY, warm=warm)


def _load(
    catalogue: Catalogue, folder: Path, info: IndexInfo, data: Path
) -> tuple[LocalEngine, Resources]:
    try:
        resources = load_resources(catalogue, data, folder / "words.json")
        _check_analyser(info, resources)
        return LocalEngine(catalogue, folder, info, resources), resources
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise IndexUnavailable(f"{folder} cannot be read. Run: {BUILD_COMMAND}") from error


def _check_analyser(info: IndexInfo, resources: Resources) -> None:
    analyser = resources.analyser
    if info.weights != postings.weights_version():
        raise IndexUnavailable(f"The index was made with other weights. Run: {BUILD_COMMAND}")
    if (info.analyser, info.analysis_version) != (analyser.name, analyser.analysis_version):
        raise IndexUnavailable(
            f"The index was made with {info.analyser} (rules {info.analysis_version}), here is "
            f"{analyser.name} (rules {analyser.analysis_version}). Run: {BUILD_COMMAND}"
        )


def build_index(
    catalogue: Catalogue,
    index_dir: Path,
    *,
    force: bool = False,
    progress: Progress = lambda _: None,
    data: Path = DATA,
    pages: Sequence[ProviderPage] = (),
) -> BuildReport:
    """Build the index beside the one in use, check it and put it into use.

    Nothing is done when the data and the analyser are the same and the index in use is whole.

    Args:
        catalogue: What to index.
        index_dir: Folder of the generations; made when it does not exist.
        force: Build anyway, and also when more than a tenth of the services went.
        progress: Told in words what is being done.
        data: Where the tables of words are.
        pages: Providers' own pages; they find the services they are attached to.

    Raises:
        BuildRefused: Too many services went, or the new index does not find services by name.
        CatalogueError: A table of words has faults.
    """
    started = time.perf_counter()
    before = _in_use(index_dir)
    if before and not force and _is_same(before, catalogue, load_analyser(data), version_of(pages)):
        return BuildReport(
            before.generation, before.documents, before.data_version, before.analyser,
            time.perf_counter() - started, is_noop=True, previous_documents=before.documents,
        )  # fmt: skip
    if not force:
        generation.refuse_loss(before.documents if before else None, len(catalogue.services))
    resources = load_resources(catalogue, data)
    folder = generation.new_folder(index_dir, catalogue.version)
    progress(f"analysing {len(catalogue.services)} services")
    _write(catalogue, folder, resources, by_service(pages, catalogue))
    shutil.copytree(data, folder / _DATA_COPY, ignore=shutil.ignore_patterns(".*"))
    progress("checking the new index")
    info = generation.write_manifest(folder, _info(catalogue, folder, resources, version_of(pages)))
    _smoke(catalogue, folder, info, data)
    generation.put_into_use(index_dir, folder.name)
    removed = generation.remove_old(index_dir)
    progress(f"index {folder.name} is in use")
    return BuildReport(
        folder.name, info.documents, info.data_version, info.analyser,
        time.perf_counter() - started,
        previous_documents=before.documents if before else None, removed=removed,
    )  # fmt: skip


def _in_use(index_dir: Path) -> IndexInfo | None:
    """Return what the index in use says of itself, or None when there is no whole one."""
    try:
        return generation.verify(generation.current_folder(index_dir))
    except IndexUnavailable:
        return None


def _is_same(before: IndexInfo, catalogue: Catalogue, analyser: Analyser, pages: str) -> bool:
    kept = (before.data_version, before.analyser, before.analysis_version, before.weights)
    return (*kept, before.pages) == (
        catalogue.version, analyser.name, analyser.analysis_version, postings.weights_version(),
        pages,
    )  # fmt: skip


def _info(catalogue: Catalogue, folder: Path, resources: Resources, pages: str) -> IndexInfo:
    analyser = resources.analyser
    built_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return IndexInfo(
        folder.name, catalogue.version, analyser.name, analyser.analysis_version,
        len(catalogue.services), built_at, postings.weights_version(),
        pages,
    )  # fmt: skip


def _write(
    catalogue: Catalogue,
    folder: Path,
    resources: Resources,
    pages: Mapping[str, tuple[ProviderPage, ...]],
) -> None:
    """Write every file of a generation but its manifest."""
    analyser = resources.analyser
    surfaces: Counter[str] = Counter()

    reader = DocumentReader(catalogue, analyser, surfaces.update, pages)
    services = [catalogue.services[key] for key in sorted(catalogue.services)]
    store = folder / "whoosh"
    store.mkdir()
    index.write(store, map(reader.analysed, services))
    postings.save(folder / "postings", index.read(store))
    snippets.save(folder / "snippets.npz", map(summaries, services), analyser)
    lines = [f"{word} {count}" for word, count in sorted(surfaces.items()) if word.isalpha()]
    (folder / "surfaces.txt").write_text("\n".join(lines), encoding="utf-8")
    foreign.save(folder / "foreign.npy")
    provider_text.save(folder, pages)
    analyse_names(catalogue, analyser)
    save_words(folder / "words.json", analyser)


def _smoke(catalogue: Catalogue, folder: Path, info: IndexInfo, data: Path) -> None:
    """Ask a new index for services by name.

    Raises:
        BuildRefused: One is not among the first twenty.
    """
    engine, _ = _load(catalogue, folder, info, data)
    services = list(catalogue.services.values())
    for service in services[:: max(1, len(services) // _SMOKE_QUERIES)]:
        name, lang = service.name.choose("fi")
        found = engine.search(SearchRequest(q=name, lang=lang))
        same = sum(other.name.choose(lang).text == name for other in services)
        if service.id not in {hit.service_id for hit in found.hits} and same <= len(found.hits):
            raise BuildRefused(
                f"The new index does not find {service.id} by its name {name!r}. The index in use "
                "stays. This is a fault of the program; please report it."
            )
