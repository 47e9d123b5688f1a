"""The lock of an output folder: one run at a time writes there.

`.docpipe/lock` is locked by the system, so that a process that dies lets go of it, however it dies.
What stands in it says whose it was: a run that ends well leaves it empty, so a mark that is still
there tells of one that was killed.
"""

import errno
import os
from pathlib import Path

from docpipe.batch.schema import MARKER_FOLDER
from docpipe.errors import FolderInUseError, Message
from docpipe.place import placing_error, process_of

try:
    import fcntl
except ImportError:  # Windows: there the journal alone keeps two runs apart
    fcntl = None  # type: ignore[assignment]

LOCK_NAME = "lock"

# Some network file systems have no locks. The journal is still safe there: SQLite says so itself.
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})


class FolderLock:
    """The lock of one folder, held from when it is made until `release`.

    `after_death` says whether the run before was killed. Raises FolderInUseError where another run
    holds it, WriteError where it cannot be made.
    """

    def __init__(self, folder: Path, owner: str) -> None:
        path = folder / MARKER_FOLDER / LOCK_NAME
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            try:
                self._take(folder)
                self.after_death = bool(os.pread(self._descriptor, 1, 0))
                os.ftruncate(self._descriptor, 0)
                os.pwrite(self._descriptor, owner.encode(), 0)
            except BaseException:
                os.close(self._descriptor)
                raise
        except OSError as error:
            raise placing_error(error, path) from error

    def release(self) -> None:
        """Let go, and leave word that all went well."""
        try:
            os.ftruncate(self._descriptor, 0)
        finally:
            os.close(self._descriptor)

    def _take(self, folder: Path) -> None:
        if fcntl is None:
            return
        try:
            # Not lockf: that lock is the process's, and would not part two runs within one.
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _in_use(folder, os.pread(self._descriptor, 100, 0)) from error
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise


def process_at_work(folder: Path) -> int | None:
    """The process that holds the lock of `folder`, as far as this machine can tell; None for none.

    The lock itself is not tried: whoever tried it could be in the way of a run that just begins.
    """
    try:
        return process_of((folder / MARKER_FOLDER / LOCK_NAME).read_text("ascii", "replace"))
    except OSError:
        return None


def _in_use(folder: Path, owner: bytes) -> FolderInUseError:
    process = owner.decode("ascii", "replace").split("-")[1:2] or ["?"]
    problem = Message(
        f"另一个 docpipe（进程 {process[0]}）正在写这个文件夹",
        f"another docpipe (process {process[0]}) is writing to this folder",
    )
    mend = Message(
        "等它完成，或用 -o 换一个文件夹", "wait until it is done, or choose another folder with -o"
    )
    return FolderInUseError(problem, mend, str(folder))
