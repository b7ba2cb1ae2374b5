"""The fault injector changes what its families are named for, and nothing else."""

from cookbook.faults import pages

SESSION = """\
```console
$ echo first line \\
    | tr a b
first line
second 2
...
$ date
now
```
"""


def test_faults_in_an_output_leave_the_commands_alone() -> None:
    places = {SESSION[start:end] for _, start, end, _ in pages.output(SESSION)}
    assert places == {"first line\n", "first", "line", "second 2\n", "second", "2", "now\n"}


def test_faults_in_a_command_leave_its_output_alone() -> None:
    for _, start, end, new in pages.command(SESSION):
        faulty = SESSION[:start] + new + SESSION[end:]
        assert faulty.count("\nfirst line\n") == 1
        assert faulty.endswith("\nnow\n```\n")
