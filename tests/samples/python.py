"""Compiles the Python samples, runs those that are whole, and runs the SQL samples for SQLite.

The folder is the first argument. Each line of the input is a number, what to do, the page, and
the file of one sample, with tabs between. Each line of the output is the number, the line in the
sample (0: unknown) and what is wrong.
"""

import os
import resource
import signal
import sqlite3
import sys
import tempfile

# Of computing, and on the clock: a busy machine is slow, and that is no mistake of a sample.
SECONDS = 10
CLOCK_SECONDS = 90


def report(number, line, message):
    print(number, line, str(message).replace("\n", " "), sep="\t", flush=True)


def run(number, code, name):
    """In a process and a folder of its own, without input."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            os.chdir(folder)
            os.setpgid(0, 0)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            signal.alarm(CLOCK_SECONDS)
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            script = os.path.join(folder, "sample.py")
            with open(script, "wb") as file:
                file.write(code)
            os.execv(sys.executable, [sys.executable, "-W", "ignore", script])
        _, status = os.waitpid(child, 0)
        try:
            # What the sample started must not outlive it.
            os.killpg(child, signal.SIGKILL)
        except ProcessLookupError:
            pass
        output.seek(0)
        said = output.read().decode(errors="replace").strip().splitlines()
    if os.WIFSIGNALED(status):
        signal_number = os.WTERMSIG(status)
        too_long = signal_number in (signal.SIGALRM, signal.SIGXCPU, signal.SIGKILL)
        why = "it does not end" if too_long else f"killed by signal {signal_number}"
        report(number, 0, why)
    elif os.WEXITSTATUS(status) != 0:
        lines = [line.split("line ")[1].split(",")[0].strip() for line in said if 'sample.py", line ' in line]
        report(number, lines[-1] if lines else 0, said[-1] if said else "it fails without a word")


def modules(tree):
    import ast

    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def python(number, task, code, name):
    import ast

    try:
        tree = compile(code, name, "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        return report(number, error.lineno or 0, error.msg)
    if task == "run" and all(module in sys.stdlib_module_names for module in modules(tree)):
        run(number, code, name)


def statements(text):
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


class Anything(dict):
    def __missing__(self, key):
        return None


def sql(number, task, text, database):
    """The samples of a page share one database, as they would on the reader's machine."""
    line = 1
    for statement in statements(text):
        try:
            try:
                database.execute(statement)
            except sqlite3.ProgrammingError:
                # A statement with parameters is compiled and not run.
                count = statement.count("?")
                database.execute("EXPLAIN " + statement.strip(), [None] * count if count else Anything())
        except sqlite3.Error as error:
            if task == "run" or "syntax error" in str(error):
                report(number, line, error)
        line += statement.count("\n")


def main():
    databases = {}
    for entry in sys.stdin.read().splitlines():
        number, task, page, name = entry.split("\t")
        with open(os.path.join(sys.argv[1], name), "rb") as file:
            code = file.read()
        if name.endswith(".sql"):
            database = databases.setdefault(page, sqlite3.connect(":memory:", isolation_level=None))
            sql(number, task, code.decode(), database)
        else:
            python(number, task, code, name)


main()
