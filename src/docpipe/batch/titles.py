"""Names by what articles say (`--name {title}`): every source is read once before the first is converted."""

from docpipe.batch.engine import Engine
from docpipe.batch.manifest import Job, Manifest
from docpipe.batch.naming import NameTemplate
from docpipe.batch.task import Made, task_of

_PATIENCE_SECONDS = 0.25


def name_by_article(manifest: Manifest, template: NameTemplate, engine: Engine) -> None:
    """Call every output by what its article says, read in the processes of `engine`."""
    waiting: dict[int, Job] = {}

    def collect() -> None:
        for result in engine.wait(_PATIENCE_SECONDS):
            job = waiting.pop(result.number)
            # Of what cannot be read its outcome will say so; until then it has the name of its file.
            if isinstance(result, Made) and result.meta is not None:
                manifest.rename(job, template.fill(job.found.stem, job.number, result.meta))

    for job in manifest.jobs():
        if job.found.error is None:
            while engine.is_full:
                collect()
            waiting[job.number] = job
            engine.submit(task_of(job, ()))
    while engine.is_busy:
        collect()
