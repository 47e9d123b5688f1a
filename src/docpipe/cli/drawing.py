"""The overview of `inspect` on a terminal: a tree and two tables."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from docpipe.cli.overview import Overview, TableView
from docpipe.cli.screen import printable


def draw(overview: Overview, console: Console | None = None) -> None:
    """Print `overview` on the terminal, or on `console`."""
    console = console or Console(highlight=False)
    head = Table.grid(padding=(0, 2))
    for label, value in overview.head:
        head.add_row(Text(label, style="bold"), Text(printable(value)))
    console.print(head)
    if overview.outline:
        console.print(_tree(overview))
    for table in overview.tables:
        if table.rows:
            console.print(_table(table))
    if overview.found:
        console.print(Text(overview.found_title, style="bold"))
        for found in overview.found:
            console.print(Text(f"  {printable(found)}"))


def _tree(overview: Overview) -> Tree:
    root = Tree(Text(overview.outline_title, style="bold"))
    branches = [(0, root)]
    for level, text in overview.outline:
        while branches[-1][0] >= level:
            branches.pop()
        branches.append((level, branches[-1][1].add(Text(printable(text)))))
    return root


def _table(view: TableView) -> Table:
    table = Table(title=Text(view.title, style="bold"), title_justify="left", show_lines=True)
    for head in view.heads:
        table.add_column(escape(head), overflow="fold")
    for row in view.rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table
