"""One source → its outcome: read once, rendered in every format, placed. Never raises for a document."""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from docpipe.batch.destination import Destination, Product
from docpipe.batch.manifest import Job
from docpipe.batch.naming import NameTemplate
from docpipe.batch.outcome import Outcome, OutcomeStatus, Output
from docpipe.batch.sources import STANDARD_INPUT, Found
from docpipe.convert import ConvertOptions, Rendering, read_article, render
from docpipe.diagnostics import Report, describe
from docpipe.errors import DocpipeError, Message, SourceError, WriteError, own_errors
from docpipe.model import Article
from docpipe.registry import Writer


class Plan(NamedTuple):
    """What holds for every source of a run."""

    writers: Sequence[Writer]
    destination: Destination
    options: ConvertOptions
    template: NameTemplate
    is_source: Callable[[Path], bool]
    """Whether a path is one of the sources of the run, by whatever name or link."""


def convert_job(job: Job, plan: Plan) -> Outcome:
    """What became of the source of `job`."""
    # Standard input cannot be read twice, so a name from its article is found along the way.
    late = job.found.name == STANDARD_INPUT and plan.template.needs_article
    return convert_bytes(job.found, job.found.read, plan, None if late else job.target, shared=job.shared)


def convert_bytes(
    found: Found,
    read: Callable[[], bytes],
    plan: Plan,
    target: PurePath | None = None,
    *,
    shared: bool = False,
) -> Outcome:
    """What became of the source `found`, whose bytes `read` gives.

    `target` is where its outputs go, without suffix; omitted, the template says so once the article
    was read. `shared`: other sources wanted that name too.
    """
    report = Report()
    outputs: list[Output] = []
    error: DocpipeError | None = None
    try:
        with own_errors(Message("转换", "converting"), found.name):
            article = read_article(found.name, read(), plan.options.reader, plan.options.reading, found.shelf)
            report.extend(article.diagnostics)
            products = _products(found, target or _name_by(article, found, plan), plan)
            if shared:
                report.add("name-told-apart", {"name": products[0].target.name})
            refuse_sources(products, plan)
            error = _make(article, products, plan, report, outputs)
    except DocpipeError as raised:
        error = raised
    status = _status(outputs, error)
    return Outcome(
        source=found.name, status=status, outputs=tuple(outputs), diagnostics=report.diagnostics, error=error
    )


def plan_job(job: Job, plan: Plan) -> Outcome:
    """What would become of the source of `job`, as far as its name tells."""
    if job.found.error is not None:
        return Outcome(source=job.found.name, status="failed", error=job.found.error)
    products = _products(job.found, job.target, plan)
    outputs = tuple(
        Output(format=product.writer.name, path=plan.destination.path(product), state="planned")
        for product in products
    )
    try:
        refuse_sources(products, plan)
    except WriteError as error:
        return Outcome(source=job.found.name, status="failed", error=error)
    return Outcome(source=job.found.name, status="planned", outputs=outputs)


def refuse_sources(products: Sequence[Product], plan: Plan) -> None:
    """Raises WriteError where a product would stand where a source does."""
    for product in products:
        path = plan.destination.path(product)
        if path is not None and plan.is_source(path):
            name = product.writer.name
            problem = Message(
                f"{name} 输出会覆盖源文件 {path}", f"the {name} output would overwrite the source {path}"
            )
            mend = Message(
                "用 -o 换一个位置，或用 --to 去掉这种格式",
                "choose another place with -o, or leave out that format with --to",
            )
            raise WriteError(problem, mend, product.source)


def _name_by(article: Article, found: Found, plan: Plan) -> PurePath:
    return PurePath(plan.template.fill(found.stem, 1, article.meta))


def _products(found: Found, target: PurePath, plan: Plan) -> list[Product]:
    source = found.name if found.name == STANDARD_INPUT else str(Path(found.name).absolute())
    return [Product(writer, target, source) for writer in plan.writers]


def _make(
    article: Article, products: Sequence[Product], plan: Plan, report: Report, outputs: list[Output]
) -> DocpipeError | None:
    """Render and place every product; the first error is the document's, the other formats are made."""
    renderings = render(article, plan.writers, plan.options, report)
    if plan.options.strict and (broken := _strict_error(report)) is not None:
        return broken
    first: DocpipeError | None = None
    for product, rendering in zip(products, renderings, strict=True):
        error = _place(product, rendering, plan, report, outputs)
        first = first or error
    return first or (_strict_error(report) if plan.options.strict else None)


def _place(
    product: Product, rendering: Rendering, plan: Plan, report: Report, outputs: list[Output]
) -> DocpipeError | None:
    error: DocpipeError
    if isinstance(rendering.content, DocpipeError):
        error = rendering.content
    else:
        try:
            outputs.append(plan.destination.put(product, rendering.content, report))
        except DocpipeError as raised:
            error = raised
        else:
            return None
    path = plan.destination.path(product)
    outputs.append(Output(format=product.writer.name, path=path, state="failed"))
    return error


def _strict_error(report: Report) -> SourceError | None:
    found = next((found for found in report.diagnostics if found.severity != "note"), None)
    if found is None:
        return None
    zh, en = describe(found, "zh"), describe(found, "en")
    mend = Message("去掉 --strict 则照常转换", "without --strict it is converted all the same")
    return SourceError(Message(f"有警告：{zh}", f"it has a warning: {en}"), mend)


def _status(outputs: Sequence[Output], error: DocpipeError | None) -> OutcomeStatus:
    if error is not None:
        return "failed"
    if all(output.state == "unchanged" for output in outputs):
        return "unchanged"
    return "converted"
